"""What people type into the search of the documentation, and the pages that answer it.

Written down before the pages were changed for them. Where several pages answer, any of them is right.
"""

#: what a reviewer looked for on a first day
FIRST_DAY = {
    "change k": ("facilitator",),
    "add a department": ("facilitator",),
    "put it behind nginx": ("deploy",),
    "restore a backup": ("backup",),
    "translate a sentence": ("translator",),
    "add a framework": ("translator", "reference/framework-files"),
    "use a result in pandas": ("api", "notebook"),
    "upgrade to a new version": ("upgrades", "operations"),
    "hall without internet https": ("facilitator", "offline"),
    "Power BI access": ("api",),
}
#: by people in a city who prepare, run or read a workshop
CITIES = {
    "paper questionnaire": ("facilitator",),
    "no wifi": ("facilitator", "offline"),
    "invite participants": ("facilitator", "tour"),
    "duration of a workshop": ("tour", "facilitator", "groups"),
    "anonymous answers": ("privacy",),
    "GDPR": ("privacy",),
    "delete my data": ("privacy",),
    "PowerPoint": ("official",),
    "benchmark against other cities": ("official", "coordinator"),
    "compare with last year": ("official", "facilitator"),
    "action plan": ("official", "facilitator", "tour"),
    "UNDRR scorecard": ("official",),
    "custom questions": ("translator", "reference/framework-files"),
    "change weights": ("facilitator",),
    "KoboToolbox": ("facilitator",),
    "reopen a vote": ("facilitator",),
    "why is a figure hidden": ("privacy", "official"),
    "don't know": ("official", "methods"),
}
#: by people who host it
IT = {
    "reverse proxy": ("deploy", "operations"),
    "docker": ("deploy",),
    "postgres": ("deploy", "backup"),
    "SSL certificate": ("deploy", "offline"),
    "single sign-on": ("accounts",),
    "Active Directory": ("accounts",),
    "forgot password": ("accounts", "reference/commands"),
    "two-factor authentication": ("accounts",),
    "monitoring": ("operations",),
    "log files": ("operations",),
    "system requirements": ("operations", "upgrades"),
    "environment variables": ("reference/settings",),
    "air-gapped": ("offline",),
    "update version": ("upgrades", "operations"),
    "roll back": ("upgrades",),
    "disaster recovery": ("backup",),
    "install on Windows": ("upgrades", "offline"),
}
#: by people who calculate with results
ANALYSTS = {
    "PowerBI": ("api",),
    "REST API": ("api",),
    "download CSV": ("official", "api", "command-line", "facilitator"),
    "how is the score calculated": ("methods",),
    "confidence interval": ("methods",),
    "missing values": ("methods", "notebook", "command-line"),
}
