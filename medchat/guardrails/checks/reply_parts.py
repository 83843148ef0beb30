"""The phrases that several reply rules are built from: English, lower case, as regex alternations."""

from medchat.guardrails.checks.reply_words import COND

OUGHT = (
    r"(?:you (?:really |definitely |probably |still |just |also |certainly )*(?:should|must|need to|"
    r"have to|ought to|had better|will want to|"
    r"want to|might want to|would do well to|should probably|should just|should not|must not|do not "
    r"have to|do not need to|"
    r"need not|can (?:just|safely|simply|go ahead and|always|now|still)|are (?:fine|ok|okay|safe|free|"
    r"good) to|are supposed to|"
    r"are better off|may as well|might as well|are allowed to)(?: (?:really|definitely|probably|also|"
    r"just|still|at least|be|consider))*)"
)
"""Telling a person what to do: "you should", "you had better", "you can safely"."""

LEAD = (
    r"(?:^|~[,;]? |[,;:] )(?:(?:and|then|so|just|please|simply|but|now|instead|also|first|next|yes|no|"
    r"ok|okay|sure|well|maybe|"
    r"perhaps|at least|for now|in the meantime|go ahead and|go ahead|try to|be sure to|make sure to|make sure you|"
    r"feel free to|remember to|it is (?:best|better|fine|ok|okay|safe|all right|time) (?:for you )?to|"
    r"better|always|only|"
    rf"definitely|do not be afraid to|do|why not|how about|consider|let us|{OUGHT}|tonight|today|tomorrow|"
    r"i would|i say|i will have you|continue to|start|begin|keep|stop),? )*"
)
"""Where an order may begin: the start of a sentence or clause, and the words that lead into it."""

ALTER = (
    r"(?:stop|quit|skip|double|triple|halve|cut|split|crush|raise|increase|lower|reduce|decrease|switch|"
    r"swap|replace|hold|pause|"
    r"resume|restart|drop|ditch|wean|taper|discontinue|adjust|change|combine|mix|continue|finish|up|"
    r"bump(?: up)?|cease|"
    r"space out|alternate|cut (?:back|down) on|back off|ease off|lay off|hold off(?: on)?|go (?:off|on|"
    r"back on|back to|up on|"
    r"down on|easy on)|come off|get (?:off|on|back on)|stay (?:on|off|with)|stick with|move to|rely on|leave off|toss|"
    r"throw (?:out|away)|give up|double up(?: on)?|(?:drop|go|cut|step|scale|move) (?:down|up|back) to|"
    r"decline|refuse|accept|say (?:no|yes) to|ask for|keep (?=(?:the|your|that|this) (?:[a-z]+ )?dose)|"
    r"move|(?:keep|start|stop|quit|try|begin|resume|restart|avoid|consider) (?:on )?(?:taking|using|"
    r"giving|"
    r"injecting|skipping|doubling|adding|with))"
)
"""Changing a treatment: stop, double, go off, keep taking."""

USE = (
    r"(?:take|use|give|inject|swallow|pop|chew|try|apply|put|start(?: with)?|add|have|get|order|buy|"
    r"borrow|repeat|inhale|"
    r"rub|dab|insert|drink|administer|pick up|ask for|request|begin|save|share|trade|grab)"
)
"""Taking or getting something: take, apply, buy, borrow."""

DET = (
    r"(?:the|your|that|this|those|these|some|a|an|his|her|any|more|less|all|half|one|two|another|extra|"
    r"of|both|over the counter)"
)
"""What stands before the thing taken: the, your, another, over the counter."""

CHOICE = (
    r"(?:surgery|operation|procedure|[a-z]{3,}(?:ectomy|oscopy|plasty|otomy)|(?:blood )?transfusion|"
    r"root canal|chemo(?:therapy)?|radiation(?: therapy)?|biopsy|transplant|c-?section|epidural|"
    r"dialysis|"
    r"appointment|referral|treatment|therapy|hysterectomy|colonoscopy|amputation|bypass|stent|pacemaker|"
    r"vaccines?|feeding tube|"
    r"(?:ct|mri|pet|cat|bone)?(?: ?scan)|mri|ct|x-?ray|ultrasound|mammogram|second opinion|blood test|"
    r"stress test|clinical trial|trial|implant|brace|cast|catheter)"
)
"""What a person decides about with a care team: an operation, a test, a treatment."""

ADV = (
    r"(?:(?:probably|likely|most likely|very likely|more than likely|clearly|definitely|certainly|"
    r"almost certainly|obviously|apparently|"
    r"surely|actually|really|already|just|simply|also|indeed|still|now|currently|almost|most probably|very probably|"
    r"possibly|perhaps|maybe|in fact|unfortunately|not|no longer|only|quite|pretty|merely|of course|"
    r"essentially|technically|"
    r"going to be|seemingly|undoubtedly|presumably|not actually|no doubt) )"
)
"""How sure a claim is, with the space after it: "probably ", "no longer "."""

ART = (
    r"(?:(?:a|an|the|some|any|early|mild|moderate|severe|bad|slight|acute|chronic|classic|minor|small|"
    r"serious|full-blown|simple|common|type (?:1|2|one|two)|stage \w+|late|possible|another|touch of|"
    r"case of|bit of|form of|kind of|sort of|low-grade|nasty|viral|bacterial|fungal|untreated) )"
)
"""What stands before a condition, with the space after it: "a ", "mild ", "type 2 "."""

THING = rf"{ART}*(?:[a-z-]+ ){{0,2}}?(?:[a-z]+-)?{COND}"
"""A condition with what stands before it."""
