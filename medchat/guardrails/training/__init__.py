"""Train the guard's models from the messages written for this project: `python -m medchat.guardrails.training`."""
