"""The accounts of the desk: signing in, second factors, sessions, and the record of all that.

Users, groups and sessions are Django's, devices are django-otp's. Here are the rules: who has to show a code,
how often somebody may try, what is written down of it.
"""
