// Command brevdue simulates the providers of public digital mail and checks the
// systems that talk to them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/brevdue/brevdue/conformance"
	"github.com/brevdue/brevdue/conformance/printcheck"
	"github.com/brevdue/brevdue/post/fjernprint"
	"github.com/brevdue/brevdue/post/fjernprint/worker/child"
	"github.com/brevdue/brevdue/sender"
	"github.com/brevdue/brevdue/simulator"
	"github.com/brevdue/brevdue/simulator/pki"
)

// commands are what the rooms of the house offer on the command line.
type commands struct {
	Version kong.VersionFlag `help:"Print the version."`

	Verify   conformance.VerifyCommand `cmd:"" help:"Play the features through the built-in provider and sender, and report."`
	Check    printcheck.Command        `cmd:"" help:"Check whether PDFs can be printed by fjernprint."`
	Rules    conformance.RulesCommand  `cmd:"" help:"Print the rule catalogue."`
	Simulate simulator.SimulateCommand `cmd:"" help:"Run the provider simulator."`
	Ready    simulator.ReadyCommand    `cmd:"" help:"Ask a simulator whether it is ready."`
	Certs    pki.CertsCommand          `cmd:"" help:"Write test certificates for one organisation, good and faulty ones."`
	Send     sender.SendCommand        `cmd:"" help:"Send one letter."`
	Sender   sender.SenderCommand      `cmd:"" help:"Run the sender as a service."`

	// What the binary runs of itself, see package worker.
	Worker child.Command `cmd:"" hidden:"" name:"fjernprint-worker"`
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	self, err := os.Executable()
	if err != nil {
		self = "" // then what needs processes of their own is not done
	}
	code := run(ctx, self, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit code. self is the executable
// that children are made of, "" for none.
func run(ctx context.Context, self string, args []string, stdout, stderr io.Writer) int {
	var cli commands
	exit := -1
	parser, err := kong.New(&cli,
		kong.Name("brevdue"),
		kong.Description("Provider simulator and conformance test bed for public digital mail."),
		kong.Writers(stdout, stderr),
		kong.Vars{"version": "brevdue " + conformance.Version(), "print_profile": fjernprint.DefaultProfile, "self": self},
		kong.Exit(func(code int) { exit = code }), // --help and --version
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return complain(stderr, err, exitUsage)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exit >= 0 {
		return exit
	}
	if err != nil {
		return complain(stderr, fmt.Errorf("%w (brevdue --help shows how)", err), exitUsage)
	}
	err = command.Run()
	var (
		ends interface {
			error
			ExitCode() int
		}
		asked interface {
			error
			Misuse() bool
		}
	)
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &ends):
		return ends.ExitCode() // the command has said why
	case errors.As(err, &asked) && asked.Misuse():
		return complain(stderr, err, exitUsage)
	default:
		return complain(stderr, err, exitFailed)
	}
}

func complain(stderr io.Writer, err error, code int) int {
	if _, writeErr := fmt.Fprintln(stderr, "brevdue:", err); writeErr != nil {
		return exitFailed
	}
	return code
}
