"""One module a group of commands; each has `register`, which adds its commands to the program."""
