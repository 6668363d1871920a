package memo

// Class says what a sender does about a refusal.
type Class int

const (
	// Notify: the message or the set-up is wrong; a person must look.
	Notify Class = iota
	// TryNext: this recipient cannot have digital post; use another channel.
	TryNext
	// Retry: the fault passes; send the same message again.
	Retry
)

// Code is the error code of a receipt: lower-case words joined by dots. Those
// that begin with "sim." are ours, because no public list names them.
type Code struct {
	Name      string
	Class     Class
	Confirmed bool // seen in a public source
}

// The codes that Check uses.
const (
	CodeVersion           = "sim.memo.version.not.supported"
	CodeEmptyNotification = "empty.notification.not.allowed"
	CodeBodyMissing       = "sim.message.body.missing"
	CodeBodyUnused        = "sim.message.body.not.used"
	CodeContactPoint      = "contact.point.id.format.not.allowed"
	CodeFilename          = "sim.file.name.not.allowed"
	CodeFileExtension     = "file.extension.not.allowed"
	CodeFileEmpty         = "file.empty.not.allowed"
	CodeActionURL         = "sim.action.url.not.allowed"
	CodeTooLarge          = "sim.message.too.large"
)

// Codes lists them with what is known about each.
func Codes() []Code {
	return []Code{
		{CodeVersion, Notify, false},
		{CodeEmptyNotification, Notify, true},
		{CodeBodyMissing, Notify, false},
		{CodeBodyUnused, Notify, false},
		{CodeContactPoint, Notify, true},
		{CodeFilename, Notify, false},
		{CodeFileExtension, Notify, true},
		{CodeFileEmpty, Notify, true},
		{CodeActionURL, Notify, false},
		{CodeTooLarge, Notify, false},
	}
}
