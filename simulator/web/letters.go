package web

import (
	"time"

	"github.com/google/uuid"

	"github.com/brevdue/brevdue/simulator/world"
)

// letterRow is a letter in a list.
type letterRow struct {
	Href, Title, Sender   string
	Name, Recipient       string // as the sender called the recipient; the number, masked
	State                 world.LetterState
	AcceptedAt            time.Time
	AvailableAt, OpenedAt *time.Time
}

// lettersPage lists letters.
type lettersPage struct {
	Query   string
	States  []choice
	Letters []letterRow
	Pager   pager
}

type choice struct {
	Value, Label string
	Chosen       bool
}

func (s *Site) letters(v *visit) error {
	in := v.URL.Query()
	q := world.LetterQuery{State: world.LetterState(in.Get("state")), Offset: v.offset(), Limit: perPage}
	page := lettersPage{Query: in.Get("q")}
	for _, state := range states() {
		page.States = append(page.States, choice{string(state), word(v.lang, "state", string(state)), state == q.State})
	}
	found, total, err := v.findLetters(q, page.Query)
	if err != nil {
		return err
	}
	if page.Letters, err = v.letterRows(found); err != nil {
		return err
	}
	page.Pager = v.pager(q.Offset, len(found), total)
	return v.show("letters", v.t("letters")+" · "+v.world.ID(), "letters", page)
}

// findLetters looks for a transmission, then for a message or dispatch of that name.
func (v *visit) findLetters(q world.LetterQuery, text string) ([]world.Letter, int, error) {
	if text == "" {
		return v.world.Letters(v.Context(), q)
	}
	if l, ok, err := v.world.Letter(v.Context(), world.LetterID(text)); err != nil || ok {
		return []world.Letter{l}, 1, err
	}
	if id, err := uuid.Parse(text); err == nil {
		q.MessageUUID = id.String()
		if found, total, err := v.world.Letters(v.Context(), q); err != nil || total > 0 {
			return found, total, err
		}
		q.MessageUUID = ""
	}
	q.DispatchID = text
	return v.world.Letters(v.Context(), q)
}

func (v *visit) letterRows(letters []world.Letter) ([]letterRow, error) {
	rows := make([]letterRow, 0, len(letters))
	for i := range letters {
		row, err := v.letterRow(&letters[i])
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (v *visit) letterRow(l *world.Letter) (letterRow, error) {
	sender, err := v.senderName(l)
	return letterRow{
		Href: v.href("letters", string(l.ID)), Title: v.title(l), Name: recipientName(l), Recipient: l.Recipient().String(), Sender: sender,
		State: l.State, AcceptedAt: l.AcceptedAt, AvailableAt: l.AvailableAt, OpenedAt: l.OpenedAt,
	}, err
}

func (v *visit) title(l *world.Letter) string {
	switch {
	case l.Message != nil && l.Message.Title != "":
		return l.Message.Title
	case l.Order != nil && l.Order.Title != "":
		return l.Order.Title
	default:
		return v.t("letter.untitled")
	}
}

// recipientName is what the sender called the recipient, "" when nothing.
func recipientName(l *world.Letter) string {
	switch {
	case l.Message != nil && l.Message.RecipientName != "":
		return l.Message.RecipientName
	case l.Order != nil && l.Order.Address != nil:
		return l.Order.Address.Name
	default:
		return ""
	}
}

// senderName is the registered name of the sending authority.
func (v *visit) senderName(l *world.Letter) (string, error) {
	a, ok, err := v.world.Authority(v.Context(), l.Authority)
	if err != nil || !ok {
		return "CVR " + l.Authority.String(), err
	}
	return a.Name, nil
}
