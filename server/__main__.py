"""`python -m server` is `attune`."""

import sys

from server.cli.main import main

sys.exit(main())
