"""Learning modules, quizzes, credits and certificates; empty until its issue is built."""
