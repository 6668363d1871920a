package memo

// The codes that Check gives, as receipts carry them: lower-case words joined by
// dots. Those that begin with "sim." are ours, because no public list names
// them; the others were seen in public sources. All of them say that the message
// or the set-up is wrong: sending it again as it is does not help.
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
