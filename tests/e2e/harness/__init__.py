"""What the end-to-end tests stand on: the engine, the launchers, a person's home, a terminal."""
