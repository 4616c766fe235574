def script_of(t):
    return "Latn"
