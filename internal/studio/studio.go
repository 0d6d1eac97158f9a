// Package studio is the desk in the browser: a lawyer drafts, checks, compares and
// publishes on its pages without a terminal. It serves HTML, takes requests and
// refuses those that do not come from its own pages; it owns no rule of the domain.
// What an edition holds it asks of package desk, how a file is changed of package
// edit, and what a command does of the program, which runs that very command.
//
// Every address begins with a secret key, so that another user of the machine, who may
// open a connection to its loopback too, reads no draft: links, frames and the stream of
// events keep it, because those of a site are relative. A preview that is meant for all
// has no key. A request that changes something is taken only if it names this host and
// this origin, is JSON, and carries a session's token in a header. There is no cookie,
// so that no other page and no other program's page on this host can send one along. A
// token is given for an invitation, a secret of the address that the program opens, and
// for each but once.
package studio

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"mime"
	"net"
	"net/http"
	"strings"
	"sync"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/serve"
)

// Program is what the desk asks of the product. Its methods are called one at a time
// if they change something.
type Program interface {
	// Dir is the site's folder, in words.
	Dir() string
	// HasSite reports whether there is a site in the folder.
	HasSite() bool
	// Words are the messages in the language of the desk; Speak chooses another one.
	// Chosen reports whether somebody chose it: else the browser's is taken.
	Words() *i18n.Printer
	Chosen() bool
	Speak(lang string) error
	// Project is the site as it stands now. Fresh reads the folder again and shows it.
	Project() (*pipeline.Project, error)
	Fresh() error
	Desk() *desk.Desk
	// Run runs a command of the program on the site, as from a terminal.
	Run(ctx context.Context, args ...string) Outcome
	// Record runs a command that writes into the ledger. It writes only what the plan
	// with the digest confirmed says; for another plan it writes nothing.
	Record(ctx context.Context, confirmed string, args ...string) Plan
	// Output is the folder that build writes.
	Output() string
	// Failure says an error in words.
	Failure(error) string
	// Log says in the terminal what was done.
	Log(line string)
	// Open opens an address of the desk in the browser of whoever runs the program.
	Open(address string)
}

// Outcome is what a command said and how it ended.
type Outcome struct {
	Status int    // 0: good; see the commands
	Out    []byte // its result
	Said   string // all else, in words
	Aside  string // what is for whoever types commands or runs the site
}

// Plan is what a command that writes into the ledger is about to write.
type Plan struct {
	Outcome
	Digest string // of what it would write; empty if it is refused
	Done   bool   // it is written
}

// Server is the desk. It is safe for concurrent use.
type Server struct {
	program Program
	preview *serve.Server
	way     Way
	tmpl    *template.Template
	secrets secrets
	undo    history
	greet   sync.Once  // takes the browser's language
	change  sync.Mutex // one change at a time
	had     bool       // the folder held a site, under change
}

//go:embed assets
var assets embed.FS

// Way is how a desk is reached.
type Way struct {
	Addr  net.Addr
	Base  string // what every address begins with, such as "/KEY"; empty: who reaches Addr reads
	Reads bool   // nothing can be changed, and nobody is invited
}

// New makes the desk over the preview of the same site, which has the same base.
func New(program Program, preview *serve.Server, way Way) (*Server, error) {
	s := &Server{program: program, preview: preview, way: way, secrets: secrets{own: rand.Text()}}
	var err error
	s.tmpl, err = template.New("").Funcs(s.funcs()).ParseFS(assets, "assets/*.html")
	return s, err
}

// Invite makes the address of the desk with an invitation. Whoever opens it first may
// change what the site holds.
func (s *Server) Invite() string {
	return "http://" + s.way.Addr.String() + s.root() + "#key=" + s.secrets.invite()
}

const root = "/_desk/"

// root is the address of the desk's start page.
func (s *Server) root() string { return s.way.Base + root }

// inside takes the key from a path; false: the path has another one or none.
func (s *Server) inside(path string) (string, bool) {
	if s.way.Base == "" {
		return path, true
	}
	first, rest, slash := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return "/" + rest, subtle.ConstantTimeCompare([]byte("/"+first), []byte(s.way.Base)) == 1 && slash
}

// ServeHTTP answers for the desk, and for all else lets the preview answer.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !serve.Ours(r.Host, s.way.Addr) {
		http.Error(w, "unknown host", http.StatusMisdirectedRequest)
		return
	}
	at, ok := s.inside(r.URL.Path)
	if !ok {
		s.outside(w, r)
		return
	}
	r = r.Clone(r.Context())
	r.URL.Path = at
	own, found := strings.CutPrefix(r.URL.Path, root)
	switch {
	case r.Method == http.MethodPost:
		s.post(w, r, own, found)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD, POST")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	case !s.program.HasSite() && (r.URL.Path == "/" || !found):
		http.Redirect(w, r, s.root(), http.StatusSeeOther)
	case found && s.get(w, r, own):
	default:
		s.preview.ServeHTTP(w, r)
	}
}

// outside answers whoever has no key: with the desk's own script and style, with a page
// that says how one comes in, and with the request to open the desk in the browser of
// whoever runs the program.
func (s *Server) outside(w http.ResponseWriter, r *http.Request) {
	own, _ := strings.CutPrefix(r.URL.Path, root)
	switch {
	case r.Method == http.MethodPost && own == "knock":
		s.post(w, r, own, true)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "no key", http.StatusForbidden)
	case own == "studio.css" || own == "studio.js":
		s.asset(w, own)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		data, err := s.execute("closed", closedPage{s.say("title")})
		s.reply(w, http.StatusForbidden, data, err)
	}
}

// closedPage is what somebody without a key sees.
type closedPage struct{ Title string }

// mostSent is how large a request may be: an imported Word file in base64.
const mostSent = 64 << 20

// post takes a request that changes something, if it comes from a page of the desk.
func (s *Server) post(w http.ResponseWriter, r *http.Request, own string, found bool) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	site := r.Header.Get("Sec-Fetch-Site")
	refuse := func(status int, why string) {
		why = s.say(why)
		s.program.Log(s.say("log-refused", "request", r.Method+" "+r.URL.Path, "why", why))
		http.Error(w, why, status)
	}
	switch {
	case !found:
		refuse(http.StatusMethodNotAllowed, "no-such-request")
		return
	case r.Header.Get("Origin") != "http://"+r.Host || site != "" && site != "same-origin":
		refuse(http.StatusForbidden, "another-origin")
		return
	case kind != "application/json":
		refuse(http.StatusUnsupportedMediaType, "not-json")
		return
	}
	if s.way.Reads {
		refuse(http.StatusForbidden, "reads-only")
		return
	}
	free := own == "session" || own == "knock" || own == "prove"
	if !free && !s.secrets.knows(r.Header.Get(tokenHeader)) {
		refuse(http.StatusUnauthorized, "no-token")
		return
	}
	var q Request
	in := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostSent))
	in.DisallowUnknownFields()
	if err := in.Decode(&q); err != nil {
		refuse(http.StatusBadRequest, "not-json")
		return
	}
	if !q.sound() {
		refuse(http.StatusBadRequest, "unsound")
		return
	}
	verb, ok := verbs[own]
	if !ok {
		refuse(http.StatusNotFound, "no-such-request")
		return
	}
	s.change.Lock()
	defer s.change.Unlock()
	answer, err := verb(work{s}, r.Context(), &q)
	switch {
	case errors.Is(err, errNoEdition):
		answer = Answer{Status: Refused, Text: s.say("no-edition") + ". " + s.say("no-edition-lead")}
	case err != nil:
		answer = Answer{Status: Failed, Text: s.program.Failure(err)}
	}
	if !free && own != "meet" {
		s.program.Log(s.logged(own, &q, answer.Status))
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	json.NewEncoder(w).Encode(answer)
}

// tokenHeader carries a session's token.
const tokenHeader = "X-Kelisim-Token"

// A Request is what a page asks for. Each verb takes some of the fields.
type Request struct {
	Key       string // session: the invitation
	Challenge string // prove: what a page wants to see answered
	Document  string
	Edition   string
	Language  string
	From      string // an effective day, or a repeal's
	Office    string
	Confirmed string // the digest of the plan that was shown
	Texts     []TextEdit
	Facts     *FactsEdit
	Line      int
	Base      string
	Name      string // of a dropped file, of a new folder, or of who agrees
	Data      []byte // of a dropped file
	Kind      string
	AnnexOf   string
	Title     string
	Shown     string // what the deployed site says of itself
	HTML      string // paste: what is on the clipboard
	Plain     string // paste: the same without its form
	Whole     bool   // paste: it becomes a whole text, for there is none yet
	Annexes   bool   // publish: with the annexes that are ready, too

	Incorporates *[]string // of document.yaml; nil: as it was
	Languages    *[]string // of document.yaml; nil: as it was
	Purposes     []PurposeEdit
	Periods      map[string]desk.Period // of document.yaml, by their keys
}

// TextEdit is what was changed in a text. Base is the hash of the file that the page
// shows.
type TextEdit struct {
	Language string
	Base     string
	Parts    map[int]string // new words by the part's place
	Title    *string
	Changes  *string
}

// FactsEdit is what was changed in edition.yaml, by the names of the form's fields.
type FactsEdit struct {
	Base   string
	Values map[string]string
}

// An Answer says what came of a request.
type Answer struct {
	Status  Status
	Text    string   `json:",omitempty"` // in words
	Title   string   `json:",omitempty"` // paste: of the whole text
	Aside   string   `json:",omitempty"` // further words, for the administrator
	Next    string   `json:",omitempty"` // the verb of the button that comes next
	Also    string   `json:",omitempty"` // publish: the words of the button that takes the annexes along
	Digest  string   `json:",omitempty"` // of the plan to confirm
	Go      string   `json:",omitempty"` // the page to open
	Token   string   `json:",omitempty"`
	Secret  string   `json:",omitempty"` // meet: what the desk proves itself by
	Proof   string   `json:",omitempty"` // prove: of the challenge
	Changed []string `json:",omitempty"` // files that somebody else changed
}

// Status says how a request ended.
type Status string

const (
	Done    Status = "done"
	Confirm Status = "confirm" // it waits for a yes to what Text says
	Changed Status = "changed" // somebody else changed a file: it was not written
	Refused Status = "refused" // the content or the request does not allow it
	Failed  Status = "failed"  // the machine
)

// verb does what a request asks for.
type verb func(work, context.Context, *Request) (Answer, error)

// work is what the desk does if it is asked to: the verbs.
type work struct{ *Server }

var verbs = map[string]verb{
	"session": work.session, "knock": work.knock, "meet": work.meet, "prove": work.prove,
	"save": work.save, "paste": work.paste, "fix": work.fix, "undo": work.takeBack, "begin": work.begin,
	"init": work.init, "new": work.newEdition, "document": work.newDocument, "import": work.importFile,
	"publish": work.publish, "withdraw": work.withdraw, "repeal": work.repeal,
	"build": work.build, "verify": work.verify, "agree": work.agree, "settings": work.settings, "restore": work.restore, "speak": work.speak,
	"about": work.saveAbout, "discard": work.discard, "unrepeal": work.unrepeal, "deployed": work.deployed,
}

// logged is the line of the program's window about a request that was done or not, in the
// language of the desk.
func (s *Server) logged(verb string, q *Request, status Status) string {
	what := s.say("log." + verb)
	switch {
	case q.Document != "" && q.Edition != "":
		what += ", " + s.say("record.edition", "document", q.Document, "edition", q.Edition)
	case q.Document != "":
		what += ", " + q.Document
	}
	return what + ": " + s.say("status."+string(status))
}

// session gives a token for an invitation.
func (s work) session(_ context.Context, q *Request) (Answer, error) {
	token, ok := s.secrets.exchange(q.Key)
	if !ok {
		return Answer{Status: Refused, Text: s.say("session-used")}, nil
	}
	return Answer{Status: Done, Token: token}, nil
}

// meet gives a page that has just come the secret by which it knows this desk again. The
// page keeps it where no other page of this address can look.
func (s work) meet(context.Context, *Request) (Answer, error) {
	return Answer{Status: Done, Secret: s.secrets.own}, nil
}

// prove answers a page that is about to send words of hers.
func (s work) prove(_ context.Context, q *Request) (Answer, error) {
	return Answer{Status: Done, Proof: s.secrets.proof(q.Challenge)}, nil
}

// knock opens the desk anew in the browser of whoever runs the program, for a page
// that has no token. That person sees the window; who else asked gets nothing.
func (s work) knock(context.Context, *Request) (Answer, error) {
	if s.secrets.crowded() {
		return Answer{Status: Refused, Text: s.say("session-wait")}, nil
	}
	s.program.Open(s.Invite())
	return Answer{Status: Done, Text: s.say("session-opened")}, nil
}

func (s work) speak(_ context.Context, q *Request) (Answer, error) {
	if err := s.program.Speak(q.Language); err != nil {
		return Answer{}, err
	}
	return Answer{Status: Done, Go: "."}, nil
}

// say is a message of the desk.
func (s *Server) say(key string, args ...string) string {
	return s.program.Words().Say("studio."+key, args...)
}

// of makes an answer of a command's outcome.
func of(o Outcome) Answer {
	a := Answer{Status: Done, Text: strings.TrimSpace(string(o.Out) + "\n" + o.Said), Aside: strings.TrimSpace(o.Aside)}
	switch o.Status {
	case 0:
	case 3:
		a.Status = Failed
	default:
		a.Status = Refused
	}
	return a
}

// errNoEdition says that a document or an edition is not there: deleted in another window
// perhaps.
var errNoEdition = errors.New("no such edition")
