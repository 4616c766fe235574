"""Pages to ask for alerts, confirm, manage and leave, without log-in: a link from a mail is the key."""
