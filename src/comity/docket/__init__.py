"""Bills and suits: what would change if they became law."""
