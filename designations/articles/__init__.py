"""Articles and documents on their way in: retrieved, read by a confined child process, kept as captures.

Nothing here writes a published fact: what comes out is a source with a capture, for an editor to quote from.
"""
