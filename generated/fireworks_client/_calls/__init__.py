"""Operations as pure functions: each gives the call that its method sends."""
