"""Every reader of strangers' octets is fed what no honest program writes: nothing but its own refusal may come out."""
