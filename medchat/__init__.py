"""medchat: plain explanations for patients, guarded, with people in reach."""

__version__ = "0.1.0"
