mdutil create smtpsvc/1/Domain/* IIsSmtpDomain
mdutil set -path:smtpsvc/1/Domain/* -prop:36946 -value:4096
