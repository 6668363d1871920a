package kombi

// Fault is a ServiceplatformFault: the body of a 4xx or 5xx answer.
type Fault struct{ Errors []FaultError }

// FaultError is one reason.
type FaultError struct {
	Code string // stable, for programs
	Text string // one sentence that says what to do
}
