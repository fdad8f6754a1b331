"""The agency's own record of requests: what was asked, what the law said, what was done, and the proof of all three."""
