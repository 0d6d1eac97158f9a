package studio

import "testing"

// An invitation gives one token, and nothing else gives one; only so many wait.
func TestSecrets(t *testing.T) {
	var s secrets
	key := s.invite()
	token, ok := s.exchange(key)
	if !ok || !s.knows(token) || s.knows(key) || s.knows("") {
		t.Fatalf("%v %q", ok, token)
	}
	if again, ok := s.exchange(key); ok || again != "" {
		t.Error("an invitation was taken twice")
	}
	if _, ok := s.exchange(""); ok {
		t.Error("no invitation was taken")
	}
	for range mostInvited {
		if s.crowded() {
			t.Fatal("crowded too early")
		}
		s.invite()
	}
	if !s.crowded() {
		t.Error("as many windows as somebody asks for")
	}
}
