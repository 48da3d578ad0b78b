"""Harbor Dermatology: the clinic that every local run and every test starts from. All of it is made up."""
