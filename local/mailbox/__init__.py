"""A page with the mails that Firebase would have sent, so that a person can verify a sign-up by hand."""
