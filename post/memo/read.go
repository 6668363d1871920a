package memo

import (
	"io"

	"github.com/brevdue/brevdue/post/strictxml"
)

// Finding is one broken rule; see strictxml.Finding.
type Finding = strictxml.Finding

// Options are the choices of Read. The zero value is right.
type Options struct {
	// NotificationMax is the longest notification in characters: the switch
	// dk.nemsms.max, 150 or 160, because the two published schema sets differ. 0 is 150.
	NotificationMax int
	// As reads the document by the schema of this version, whatever it says
	// about itself. 0: as it says.
	As Version
	// XML holds the limits and the charset choice. Its Sink is not used.
	XML strictxml.Options
}

// DefaultNotificationMax is the default of the switch dk.nemsms.max.
const DefaultNotificationMax = 150

func (o Options) withDefaults() Options {
	if o.NotificationMax == 0 {
		o.NotificationMax = DefaultNotificationMax
	}
	return o
}

// Read reads one MeMo document to its end. File content goes to sink as it
// arrives, decoded, and is never held; a nil sink drops it. An error
// (*strictxml.Error, with a code) means that the document could not be read,
// and then nothing else is returned. Findings are about the schema and our
// hardening; ask Message.Check about the rules of the service, the version among them.
func Read(r io.Reader, sink Sink, o Options) (*Message, []Finding, error) {
	o.XML.Sink = sink.XML(nil)
	return strictxml.Document[Message]{Name: Name, Content: Elements(o)}.Read(r, o.XML)
}
