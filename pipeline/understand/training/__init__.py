"""How the names component of the bundled model is trained (development only); see README.md."""
