package studio

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"sync"
)

// secrets are the invitations that wait and the tokens of sessions.
type secrets struct {
	own     string // by which the desk proves to its pages that it is the one that they came from
	mu      sync.Mutex
	invited []string
	tokens  []string
}

// mostInvited is how many invitations may wait: a page that asks again and again
// opens no more windows than this.
const mostInvited = 4

func (s *secrets) invite() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := rand.Text()
	s.invited = append(s.invited, key)
	return key
}

// proof answers the challenge of a page: only who has the own secret can. Once the
// program is closed, another one may listen on its port, and gets no words of hers.
func (s *secrets) proof(challenge string) string {
	sum := hmac.New(sha256.New, []byte(s.own))
	sum.Write([]byte(challenge))
	return hex.EncodeToString(sum.Sum(nil))
}

func (s *secrets) crowded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.invited) >= mostInvited
}

// exchange takes an invitation, which then is none, and gives a token.
func (s *secrets) exchange(key string) (token string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := index(s.invited, key)
	if i < 0 {
		return "", false
	}
	s.invited = append(s.invited[:i:i], s.invited[i+1:]...)
	token = rand.Text()
	s.tokens = append(s.tokens, token)
	return token, true
}

func (s *secrets) knows(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return index(s.tokens, token) >= 0
}

// index is the place of a secret in a list, -1 for none, found without telling by the
// time that it takes how much of a guess is right.
func index(list []string, secret string) int {
	at := -1
	for i, s := range list {
		if subtle.ConstantTimeCompare([]byte(s), []byte(secret)) == 1 {
			at = i
		}
	}
	return at
}
