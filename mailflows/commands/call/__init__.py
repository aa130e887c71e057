"""Words that call others: whom a ticket is escalated to, what they may be told, what came back."""
