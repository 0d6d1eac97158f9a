package site

import (
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Event is what a notice announces.
type Event string

// The events. Their names are part of the notices' ids.
const (
	EventPublished Event = "published" // an edition; it takes effect later, or at once
	EventEffective Event = "effective" // an edition took effect, later than it was published
	EventText      Event = "text"      // a language was added to a published edition
	EventWithdrawn Event = "withdrawn" // an edition was taken back
	EventRepeal    Event = "repeal"    // the end of a document was announced
	EventRepealed  Event = "repealed"  // a document ended
	EventKept      Event = "kept"      // the announced end of a document was taken back or moved
)

// Feed is an Atom feed: of all documents in a language, or of one.
type Feed struct {
	ID           string // tag: URI (RFC 4151), the same for ever
	Title        string // of the document; empty in the feed of all
	TitleLang    legal.Lang
	Organization string
	Self         string // absolute, as all addresses in a feed
	Page         string
	Notices      []Notice // the newest first
	// Of RFC 5005: Prev is the page of the entries before these, Next that of those
	// after them; both are empty for none. Archive is set of a page that is full: its
	// entries stay. Current is the feed that an archive belongs to.
	Prev, Next, Current string
	Archive             bool
}

// Notice is an entry of a feed. It does not change once it is there.
type Notice struct {
	ID       string // tag: URI
	Event    Event
	At       time.Time // of the event
	Known    time.Time // when it was recorded, or came; later than At of a publication that was claimed
	Again    bool      // users must accept this edition although they accepted one before
	Document DocumentRef
	Edition  EditionRef // which was published, or the last one of a document that ends
	Page     string
	Changes  string           // address of the redline's page; empty for none
	Redline  *redline.Redline // nil for none
	From     time.Time        // when the edition takes effect, or the document ends
}

// feedLength is how many notices a feed holds at most: the newest.
const feedLength = 50

// Tells reports whether the notice is about a text and what changed in it.
func (n *Notice) Tells() bool {
	return n.Event == EventPublished || n.Event == EventEffective || n.Event == EventText
}
