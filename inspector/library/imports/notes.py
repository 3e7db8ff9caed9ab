"""What several importers have to say of what they do not take, or change."""

NO_WEBSOCKET = "requests that are not for plain WebSockets"
SCRIPTS = "scripts, which are never run here"
SWITCHED_OFF = "headers, parameters and variables that are switched off"
REPLACED = "headers in place of which the authorization is sent, as there"
HIDDEN = (
    "values marked secret that were left out, for a folder's file is no place for them: make them"
    " secret variables of an environment"
)
PRIVATE = (
    "environments that Insomnia keeps private, whose values stand in clear in a file here: make"
    " secret what must not be shared"
)
STRENGTH = (
    "variables of a collection or file, which became the folder's: here they are preferred to an"
    " environment's; remove from the folder what your environments set"
)
