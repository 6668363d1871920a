package e2e_test

import (
	"errors"
	"fmt"
	"html"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sending is one of eight: a person, a channel, and what must become of the letter.
type sending struct {
	who, cpr, channel string

	exit  int    // of brevdue send
	state string // on the sender's side
	code  string // on both sides; "" when not refused

	destination, letterState, page string // in the simulator: control API and page
}

func sendings() []sending {
	const (
		anna, dagny, gert, nobody = "1203713891", "1506443893", "1809393897", "1002603998"
	)
	mailbox := sending{state: "available", destination: "mailbox", letterState: "available", page: "Arrived"}
	paper := sending{state: "printed", destination: "print", letterState: "posted", page: "Posted"}
	refused := func(code string) sending {
		return sending{exit: 1, state: "refused", code: code, destination: "refused", letterState: "refused", page: "Refused"}
	}
	as := func(s sending, who, cpr, channel string) sending {
		s.who, s.cpr, s.channel = who, cpr, channel
		return s
	}
	return []sending{
		as(mailbox, "connected", anna, "auto"),
		as(mailbox, "connected", anna, "digital"),
		as(paper, "exempt", dagny, "auto"),
		as(refused("recipient.is.exempt"), "exempt", dagny, "digital"),
		as(refused("recipient.is.closed"), "dead", gert, "auto"),
		as(refused("recipient.is.closed"), "dead", gert, "digital"),
		as(paper, "unknown", nobody, "auto"),
		as(refused("recipient.unknown"), "unknown", nobody, "digital"),
	}
}

// TestEightLettersEndAsTheLawWants sends a real PDF with brevdue send to somebody
// connected, exempt, dead and unknown, by auto and by digital, and looks at both
// sides of the wire: output, API and pages of the sender, control API and pages of
// the simulator.
func TestEightLettersEndAsTheLawWants(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	certs, outbox := filepath.Join(dir, "certs"), filepath.Join(dir, "outbox")
	_, at := simulate(t, "--certs", certs, "--clock", "2026-03-02T09:00:00Z")
	same := []string{"--certs", certs, "--data", outbox, "--provider", at.HTTPS, "--register", at.HTTP}

	all := sendings()
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = sendOne(t, s, same)
	}
	call(t, "POST", at.world("/settle"), nil, nil)

	var pages struct{ HTTP string }
	serve(t, &pages, append([]string{"sender", "--http", "127.0.0.1:0", "--receipts", "127.0.0.1:0"}, same...)...)
	table := fmt.Sprintf("\n%-10s %-8s | %-10s %-20s | %-8s %-10s %s\n", "who", "channel", "sender", "code", "way", "letter", "rule")
	for i, s := range all {
		sender := onTheSendersSide(t, s, pages.HTTP, ids[i])
		way, letter, rule := inTheSimulator(t, s, at, ids[i])
		table += fmt.Sprintf("%-10s %-8s | %-10s %-20s | %-8s %-10s %s\n", s.who, s.channel, sender, s.code, way, letter, rule)
	}
	t.Log(table)
}

// sendOne runs brevdue send, checks what it says, and returns the letter's id.
func sendOne(t *testing.T, s sending, same []string) string {
	t.Helper()
	args := append([]string{"send", "--wait", "--to", s.cpr, "--channel", s.channel, "--title", "Afgørelse om boligstøtte",
		"--pdf", filepath.Join("testdata", "letter.pdf"), "--name", "Prøve Person", "--address", "Eksempelvej 1|9999 Eksempelby"}, same...)
	cmd := exec.CommandContext(t.Context(), "brevdue", args...)
	cmd.Env = environ()
	out, err := cmd.Output()
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	row := func(name string) string {
		match := regexp.MustCompile(`(?m)^` + name + ` +(.*)$`).FindStringSubmatch(string(out))
		if match == nil {
			return ""
		}
		return match[1]
	}
	if code != s.exit || row("state") != s.state || row("why") != s.code {
		t.Errorf("to somebody %s by %s: exit code %d, want %d; state %q, want %q; why %q, want %q; it printed\n%s",
			s.who, s.channel, code, s.exit, row("state"), s.state, row("why"), s.code, out)
	}
	if strings.Contains(string(out), s.cpr) {
		t.Errorf("to somebody %s by %s: the CPR number is printed", s.who, s.channel)
	}
	return row("letter")
}

// onTheSendersSide asks the sender's API and page, and returns the state.
func onTheSendersSide(t *testing.T, s sending, sender, id string) string {
	t.Helper()
	var letter struct {
		State    string
		Evidence []struct{ Code, State string }
	}
	call(t, "GET", sender+"/api/letters/"+id, nil, &letter)
	if letter.State != s.state {
		t.Errorf("to somebody %s by %s: the sender's API says %q, want %q", s.who, s.channel, letter.State, s.state)
	}
	code := ""
	for _, e := range letter.Evidence {
		if e.State == s.state && e.Code != "" {
			code = e.Code
		}
	}
	if code != s.code {
		t.Errorf("to somebody %s by %s: the sender's evidence has the code %q, want %q", s.who, s.channel, code, s.code)
	}
	page := string(fetch(t, "GET", sender+"/letters/"+id+"?lang=en", nil))
	if s.code != "" && !strings.Contains(page, s.code) {
		t.Errorf("to somebody %s by %s: the sender's page does not show %q", s.who, s.channel, s.code)
	}
	return letter.State
}

// inTheSimulator asks control API and page, and returns way, state and rule.
func inTheSimulator(t *testing.T, s sending, at provider, message string) (way, state, rule string) {
	t.Helper()
	var found struct {
		Items []struct{ ID, Destination, State, Code, Rule string }
	}
	call(t, "GET", at.world("/letters?message="+message), nil, &found)
	if len(found.Items) != 1 {
		t.Fatalf("to somebody %s by %s: the simulator has %d letters of the message, want 1", s.who, s.channel, len(found.Items))
	}
	letter := found.Items[0]
	if letter.Destination != s.destination || letter.State != s.letterState || letter.Code != s.code || letter.Rule == "" {
		t.Errorf("to somebody %s by %s: the simulator says %+v, want %s, %s, %q and a rule", s.who, s.channel, letter, s.destination, s.letterState, s.code)
	}
	page := html.UnescapeString(string(fetch(t, "GET", at.HTTP+"/w/default/letters/"+letter.ID+"?lang=en", nil)))
	for _, want := range []string{s.page, letter.Rule, s.code, "Afgørelse om boligstøtte"} {
		if !strings.Contains(page, want) {
			t.Errorf("to somebody %s by %s: the simulator's page does not show %q", s.who, s.channel, want)
		}
	}
	if text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "); strings.Contains(text, s.cpr) {
		t.Errorf("to somebody %s by %s: the simulator's page shows the CPR number", s.who, s.channel)
	}
	return letter.Destination, letter.State, letter.Rule
}
