"""What `manage.py up` is made of: children, what a killed run left, the address, accounts, signals."""
