"""Who receives reports: offices (单位), their facts and their vouched keys."""
