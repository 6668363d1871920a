// Package docker_test builds the image of the simulator and meets it from outside,
// as its users do: nothing of the house is imported.
package docker_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

const (
	token     = "chosen-by-the-user"
	httpsPort = "8443/tcp"
	httpPort  = "8080/tcp"
	startTime = time.Minute
	pause     = 100 * time.Millisecond // between looks at the state of a container
)

// TestMain prepares testcontainers; this is the only place that does. The reaper is
// an image from a registry, which there may be no way to: every test cleans up after
// itself instead. And where the tests run in a container themselves, testcontainers
// takes the gateway for the host of published ports, which need not be so.
func TestMain(m *testing.M) {
	settings := map[string]string{"TESTCONTAINERS_RYUK_DISABLED": "true"}
	if _, err := os.Stat("/.dockerenv"); err == nil {
		settings["TESTCONTAINERS_HOST_OVERRIDE"] = "127.0.0.1"
	}
	for name, value := range settings {
		if os.Getenv(name) != "" {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

func TestTheImage(t *testing.T) {
	t.Parallel()
	needEngine(t)
	built := testcontainers.WithDockerfile(testcontainers.FromDockerfile{Context: buildContext(t)})
	simulator := start(t, built, map[string]string{"BREVDUE_TOKEN": token}, wait.ForHealthCheck().WithPollInterval(pause))

	t.Run("takes a letter to the mailbox", func(t *testing.T) { takesALetter(t, simulator) })
	t.Run("does not start without a token", func(t *testing.T) {
		without := start(t, testcontainers.WithImage(simulator.Image), nil, wait.ForExit().WithPollInterval(pause))
		text := said(t, without)
		if state, err := without.State(t.Context()); err != nil || state.ExitCode == 0 || !strings.Contains(text, "token") {
			t.Errorf("exit code %d, %v, says %q; want a failure and a word about the token", state.ExitCode, err, text)
		}
	})
	t.Run("stops when asked to", func(t *testing.T) {
		limit := 10 * time.Second
		if err := simulator.Stop(t.Context(), &limit); err != nil {
			t.Fatal(err)
		}
		if state, err := simulator.State(t.Context()); err != nil || state.ExitCode != 0 {
			t.Errorf("exit code %d, %v; want 0; it said %s", state.ExitCode, err, said(t, simulator))
		}
	})
}

// takesALetter sends over mutual TLS, and looks into the mailbox with the control API.
func takesALetter(t *testing.T, simulator *testcontainers.DockerContainer) {
	t.Helper()
	api := control{t: t, base: address(t, simulator, "http", httpPort), token: token}
	if status := (control{t: t, base: api.base}).status("GET", "/api/worlds"); status != 401 {
		t.Errorf("the control API without the token: status %d, want 401", status)
	}

	world := api.newWorld()
	authority := api.newSender(world)
	recipient := api.connectedPerson(world)
	pdf := onePage(t)
	sender := outsider{t: t, base: address(t, simulator, "https", httpsPort), client: authority.client(api.get("/api/ca.pem"))}
	sender.send(authority, recipient, "Brev gennem containeren", pdf)

	api.post("/api/worlds/"+world+"/settle", nil, nil)
	var mailbox []struct{ ID, Title, State string }
	api.read("/api/worlds/"+world+"/people/"+recipient+"/mailbox", &mailbox)
	if len(mailbox) != 1 || mailbox[0].Title != "Brev gennem containeren" || mailbox[0].State != "available" {
		t.Fatalf("mailbox %+v, want the one letter, available", mailbox)
	}
	if got := api.get("/api/worlds/" + world + "/letters/" + mailbox[0].ID + "/documents/0"); !bytes.Equal(got, pdf) {
		t.Errorf("the document read back has %d bytes, want the %d that were sent", len(got), len(pdf))
	}
}

// start starts a container of an image the way the Dockerfile recommends: nothing
// but /data can be written. The container, and an image built for it, are removed
// after the test.
func start(t *testing.T, image testcontainers.ContainerCustomizer, env map[string]string, until wait.Strategy) *testcontainers.DockerContainer {
	t.Helper()
	simulator, err := testcontainers.Run(t.Context(), "", image,
		testcontainers.WithEnv(env),
		testcontainers.WithExposedPorts(httpsPort, httpPort),
		testcontainers.WithHostConfigModifier(func(host *container.HostConfig) { host.ReadonlyRootfs = true }),
		testcontainers.WithWaitStrategyAndDeadline(startTime, until))
	testcontainers.CleanupContainer(t, simulator)
	if err != nil {
		t.Fatalf("start the container: %v", err) // its log is part of the error
	}
	return simulator
}

// needEngine skips the test where there is no Docker, on a person's machine only.
func needEngine(t *testing.T) {
	t.Helper()
	provider, err := testcontainers.ProviderDocker.GetProvider()
	if err == nil {
		err = provider.Health(t.Context())
	}
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("no container engine: %v", err)
	default:
		t.Skipf("no container engine: %v", err)
	}
}

// buildContext makes a folder with what the Dockerfile copies.
func buildContext(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w",
		"-o", filepath.Join(dir, "brevdue"), ".")
	build.Dir = ".."
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the binary: %v\n%s", err, out)
	}
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// address returns the URL under which a port of the container is reached.
func address(t *testing.T, simulator *testcontainers.DockerContainer, scheme, port string) string {
	t.Helper()
	url, err := simulator.PortEndpoint(t.Context(), port, scheme)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// said returns the log of a container.
func said(t *testing.T, simulator *testcontainers.DockerContainer) string {
	t.Helper()
	logs, err := simulator.Logs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(logs)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
