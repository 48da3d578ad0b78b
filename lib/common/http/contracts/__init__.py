"""One module a function: its operations with their requests and answers, and its CONTRACT."""
