"""How an editorial page becomes public: approvals, the gate at the model, and the actions that pass it."""
