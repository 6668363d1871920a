package simulator_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/ident"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/world"
)

// posted sends a letter for print without a wire and returns what became of it.
func posted(t *testing.T, s *simulator.Server, w *world.World, content string) world.Letter {
	t.Helper()
	system, err := s.Enrol(t.Context(), w, kommune(), "Fagsystem")
	if err != nil {
		t.Fatal(err)
	}
	document := w.NewDocument(t.Context())
	if _, err := io.WriteString(document, content); err != nil {
		t.Fatal(err)
	}
	ref, err := document.Close()
	if err != nil {
		t.Fatal(err)
	}
	a, err := w.Accept(t.Context(), world.Submission{System: system.System.ID, Channel: world.ChannelPrint, Order: &world.PrintOrder{
		DispatchID: "afs-1", Recipient: ident.ParseParty("CPR", "0000000000"), Main: world.Document{Role: world.RoleMain, Ref: ref},
		Address: &world.Address{Name: "Bo Berg", Lines: []string{"Prøvevej 7"}, PostCode: "9999"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.Answered(t.Context(), a.Letter)
	if err := w.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, _, err := w.Letter(t.Context(), a.Letter)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAServerHasThePrintRulesUnlessItIsGivenOthers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rules world.PrintRules
		state world.LetterState
	}{
		"the real ones": {nil, world.StateRefused},
		"none":          {noRules{}, world.StatePosted},
	} {
		s := simulator.Start(t, simulator.Options{PrintRules: c.rules})
		w, err := s.NewWorld(t.Context(), world.Spec{Start: nine()})
		if err != nil {
			t.Fatal(err)
		}
		if l := posted(t, s, w, "<html>hej</html>"); l.State != c.state {
			t.Errorf("%s: the letter is %s", name, l.State)
		}
	}
}

// profile is a file with a print profile of its own.
func profile(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "profile.yaml")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const ownProfile = "name: kommunens-egen\nextends: dk-fjernprint-2013\nda: Vores\nen: Ours\nsource: os selv\n"

func TestAKeptWorldThatLacksItsPrintProfileIsWrongUsage(t *testing.T) {
	t.Parallel()
	file, err := os.Open(profile(t, ownProfile))
	if err != nil {
		t.Fatal(err)
	}
	own, err := fjernprint.ReadProfile(file)
	if err = errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	o := simulator.Options{Data: dir, PrintProfiles: []*fjernprint.Profile{own}}
	s, err := simulator.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	w, _ := s.Worlds.Get(simulator.DefaultWorld)
	if err := w.SetSettings(t.Context(), world.Settings{Switches: map[string]string{"dk.print.profile": own.Name}}); err != nil {
		t.Error(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err = simulator.New(t.Context(), simulator.Options{Data: dir})
	var refused *simulator.Error
	if !errors.As(err, &refused) || !refused.Misuse() || !strings.Contains(refused.Text, own.Name) {
		t.Errorf("without the profile: %v", err)
	}
	simulator.Start(t, o)
}

func TestAPrintProfileThatCannotBeUsedIsWrongUsage(t *testing.T) {
	t.Parallel()
	good := profile(t, ownProfile)
	for name, c := range map[string]struct {
		files []string
		want  string // of the error
	}{
		"the same twice": {[]string{good, good}, "kommunens-egen"},
		"no YAML":        {[]string{profile(t, "name: [")}, "profile.yaml"},
		"no such file":   {[]string{filepath.Join(t.TempDir(), "nowhere.yaml")}, "nowhere.yaml"},
		"a taken name":   {[]string{profile(t, strings.Replace(ownProfile, "kommunens-egen", fjernprint.DefaultProfile, 1))}, fjernprint.DefaultProfile},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var cli struct {
				Simulate simulator.SimulateCommand `cmd:""`
			}
			parser, err := kong.New(&cli, kong.Writers(io.Discard, io.Discard), kong.BindTo(t.Context(), (*context.Context)(nil)))
			if err != nil {
				t.Fatal(err)
			}
			args := []string{"simulate", "--https", "127.0.0.1:0", "--http", "127.0.0.1:0"}
			for _, f := range c.files {
				args = append(args, "--print-profile", f)
			}
			command, err := parser.Parse(args)
			if err != nil {
				t.Fatal(err)
			}
			err = command.Run()
			var refused *simulator.Error
			if !errors.As(err, &refused) || !refused.Misuse() || !strings.Contains(refused.Text, c.want) {
				t.Errorf("got %v, want wrong usage that names %q", err, c.want)
			}
		})
	}
}
