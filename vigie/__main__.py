"""`python -m vigie`: the `vigie` command, where it is not on the path."""

from vigie.config.command import main

main()
