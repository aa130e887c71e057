"""Words about many tickets at once: those of one campaign, and those of a flood of mails."""
