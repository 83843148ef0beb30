"""What surrounds a match: whose it is, when it was, whether it is denied, asked about in general, or made up.

Policy letters a rule may carry: n denied, g a general question, p past, f family history, h hypothetical or fiction,
i an idiom; w makes a rule weak: it proposes and does not alarm. A mark of the present ("right now", "again", "still") overrides p and h.
"""

from collections.abc import Iterable

from medchat.guardrails.rules import Hit, Rules
from medchat.guardrails.wording import Phrases, compile_pattern

EVERY = "ngpfhi"
SHORT = 30
"""Words up to which a message is read as one thought."""

_NEGATION = compile_pattern(
    r"(?:no|not|without|never|dont|doesnt|didnt|isnt|wasnt|arent|havent|hasnt|denies|denied|deny|neither|nor|negative for|"
    r"ruled out|free of|nothing like|no signs? of|no history of|dont want to|didnt want to|sin|niega|nunca|tampoco)"
)
_NOT_NEGATION = compile_pattern(
    r"(?:not only|not just|not sure|not feeling|not doing|not ok\w*|not right|not good|no idea|not getting|not going away|"
    r"no longer|no one|nobody|dont know|dont think i can|dont feel|never had|never felt|not stop\w*|no matter|not normal|"
    r"not well|not better|not breathing|not responding|not waking|no joke|dont tell|dont understand|not improving|"
    r"i dont care|dont want to be|dont want to live|no puedo|no reason|no appetite|no energy|not helping|"
    r"not working|no sleep|cant|wont stop|not moving|no pulse|no help|no use|no point|not relieved)"
)
_BREAK = compile_pattern(r"(?:but|however|except|although|though|yet|because|since|pero|aunque|porque|[.?])")
_QUESTION = compile_pattern(
    r"(?:what(?:s| is| are| does| do| causes?| happens?| kinds?| types?| should people)|how (?:do|does|is|are|can|common|"
    r"serious|long|often|to|would|could)|why (?:do|does|is|are|would|can)|which|when (?:should|does|do|is) (?:people|"
    r"someone|a|you|one|it)|where|who (?:gets|is at)|explain|describe|define|tell me (?:more )?"
    r"about|tell me what|teach me|information (?:on|about|regarding)|learn (?:more )?about|know (?:more )?about|read about|"
    r"curious|wondering|difference between|signs? (?:of|for)|symptoms? of|warning signs?|risks?(?: factors?)? (?:of|for)|"
    r"causes? of|prevent\w*|treatments? (?:of|for)|definition of|meaning of|mean by|cual\w*|que (?:es|son|significa|causa)|"
    r"como (?:se|saber|prevenir)|por que|explic\w+|sintomas de|senales de|signos de|informacion|quisiera saber|"
    r"educat\w+|brochure|pamphlet|handout|afraid of|worried about|fear of|scared of|avoid\w*|reduce)"
)
_OPENING = compile_pattern(
    r"(?<=^ )(?:(?:hi|hello|hey|so|and|but|well|ok|okay|also|please|just) (?:, )?)?(?:can|could|does|do|did|is|are|will|would|"
    r"what|why|how|which|when|puede%|es|son|hay)"
)
_PERSONAL = compile_pattern(
    r"(?:i am|i have|i feel|i felt|i got|i get|i cant|i just|i took|i had|i woke|i think|i might|i been|i keep|i started|"
    r"i swallowed|i noticed|i hit|i cut|i fell|i passed|i lost|i see|i was|i ate|i want|we have|we are|am i|"
    r"(?:he|she|they|<kin>) (?:is|are|has|have|had|just|cant|wont|isnt|hasnt|took|swallowed|ate|got|drank|fell|"
    r"started|keeps|looks|says|said|feels|woke|collapsed|was|passed|hit|doesnt|will not|not)|"
    r"my (?!doctor|medicine|prescription|class|homework|teacher|essay|book|question)\w+(?: \w+){0,3} (?:is|are|has|hurts?|"
    r"feels?|feeling|went|wont|cant|keeps?|just|started|hurting|looks?|does|do|did|not|so|really)|"
    r"why (?:is|are|does|do) my|having|tengo|estoy|siento|me duele|mi \w+ (?:no|esta|tiene|se)|no puedo|se tomo|<now>)"
)
_NOW = compile_pattern(
    r"(?:<now>|still|again|getting worse|worse|keeps?|wont stop|for the (?:last|past)|since (?:this|last night|yesterday)|"
    r"is having|am having|are having|happening|started|ahora|ahorita|hoy|de repente|esta manana|hace \w+ (?:minutos|horas))"
)
_PAST = compile_pattern(
    r"(?:(?:\w+ )?(?:years?|yrs|months?|weeks?|decades?) (?:ago|back)|last (?:year|month|spring|summer|fall|autumn|winter|"
    r"christmas|week|january|february|march|april|june|july|august|september|october|november|december)|"
    r"(?:in|since|around|back in) (?:19|20)\d\d|when (?:i|he|she) was (?:a |an )?(?:\d+|kid|child|little|young\w*|teen\w*|"
    r"baby|in)|as a (?:kid|child|teen\w*|baby)|used to|history of|previously|in the past|back then|survived|survivors?|"
    r"recover\w+|since (?:my|his|her|the) (?:\w+ )?(?:stroke|heart attack|surgery|overdose|accident)|after (?:my|his|her|a|the) "
    r"(?:\w+ )?(?:stroke|heart attack|seizure|overdose)|had (?:a|an|my|his|her|two|one|some) (?:\w+ )?(?:stroke|heart attack|"
    r"seizure|overdose|miscarriage|concussion)s?|hace (?:\w+ )?(?:anos?|meses)|el ano pasado|de nino|cuando era|long ago|"
    r"once had|was diagnosed|had been|got over|died|passed away|later)"
)
_FAMILY = compile_pattern(
    r"(?:family history|runs? in (?:my|the|our) family|in (?:my|our) family|genetic\w*|hereditary|inherit\w*|"
    r"(?:my |his |her )?(?:<kin>|grandparents|relatives|ancestors) (?:\w+ )?(?:had|died|passed|suffered|lost|survived|used to)|"
    r"antecedentes|historia familiar|murio de|murieron)"
)
_FICTION = compile_pattern(
    r"(?:movies?|films?|novels?|fiction\w*|tv (?:show|series)|tv|television|netflix|episode|season finale|a series|"
    r"lyrics|song|scene|screenplay|script for|characters?|plot|video ?game|anime|homework|essay|assignment|school project|"
    r"biology class|health class|nursing (?:school|student|exam)|med(?:ical)? (?:school|student|exam)|exam|quiz|"
    r"term paper|presentation|textbook|first aid (?:class|course|training)|cpr (?:class|course|training)|documentary|podcast|"
    r"article|tarea|pelicula|novela|serie|poster|worksheet|flashcards|i am a teacher|studying for|research paper)"
)
_SUPPOSE = compile_pattern(
    r"(?:if (?:someone|somebody|a person|people|anyone|you|one|i ever|a child|a baby|we|an adult|a patient|i)|hypothetical\w*|"
    r"in case of|in case (?:someone|i|of)|suppose|imagine|what happens (?:if|when)|for example|in general|generally|"
    r"when (?:someone|a person|people|you)|si alguien|en caso de)"
)
_IDIOM = compile_pattern(
    r"(?:dying (?:to|for|of (?:laughter|laughing|curiosity|boredom|embarrassment))|die (?:laughing|for|of (?:boredom|"
    r"embarrassment))|to die for|kill for|kill (?:time|two birds|the (?:mood|vibe|weeds|germs|bacteria))|killing it|"
    r"(?:knee|back|feet|foot|head|shoulder|neck|hip|legs?|tooth|teeth|arm|throat|shoes|stairs|job|homework|diet|allergies|"
    r"traffic|commute|heat|bills|joke|suspense|wait|workout|itch\w*|this|it|that|you|he|she|they|cramps|sinuses) (?:is|are) "
    r"(?:totally |really |literally |just |absolutely )?killing (?:me|my|us)|gave me a heart attack|heart attack on a plate|"
    r"(?:almost|nearly) (?:had|gave)(?: \w+)? a (?:heart attack|stroke)|stroke of|have a cow|bored to death|scared to death|"
    r"worried to death|tickled to death|sick to death|love to death|death of me|over my dead body|kill the lights|"
    r"kill my (?:appetite|sleep|vibe|mood|buzz)|shoot me (?:an|a) (?:email|message|text)|heart attack (?:when|at) (?:i saw|the "
    r"bill|the price)|drowning in (?:work|paperwork|bills|homework)|breast ?stroke|back ?stroke|heat stroke (?:tips|advice)|"
    r"burned out|burnt out|me muero de (?:hambre|risa|ganas|sueno)|muerto de (?:hambre|risa|cansancio))"
)

_FRAMES = compile_pattern(
    r"(?:how (?:do|can|should|could) (?:i|we) (?:get ready|prepare|read|use|store|measure|check|understand|learn|ask|know|"
    r"eat|cook|count|tell|clean|inject|keep|test|prevent|protect|talk|"
    r"take (?:a |an |my )?(?:blood pressure|pulse|temperature|reading))|"
    r"what (?:do|should|can|could|will|would) (?:i|we) "
    r"(?:ask|expect|know|bring|wear|tell)|(?:should|can|could) i ask|why (?:do|would|might|must|am|was) (?:i|we)"
    r"(?: be)?(?: (?:need|have|take|taking|given|told|asked|get|on|prescribed|put))+(?: to)?|do (?:i|we) (?:have|need) to "
    r"(?:fast|stop eating|be awake|be asleep|prepare|stay|drink)|(?:(?:to|for|ask|tell|call|see) )?(?:my|our|the|your) (?:doctor|"
    r"doctors|nurse|care team|pharmacist)|(?:make|makes|making|let|help) (?:me|us)|what (?:my|the) (?:doctor|nurse) (?:means|"
    r"meant)|give me an example|tell me|explain (?:to me )?|help me (?:understand|learn)|show me|(?:can|could|will|would) you|"
    r"i (?:want|would like|need|have a question|am curious|am wondering|wonder) (?:to (?:know|understand|learn)|about))"
)
_SOMEBODY = compile_pattern(
    r"(?:i|me|my|mine|myself|we|us|our|he|him|his|she|her|hers|<kin>(?! (?:aspirin|heart disease|asthma|vaccin%))|someone|"
    r"somebody|this|yo|mi|mis|me duele|tengo|siento|estoy|<now>|help|please help|ayuda|anymore|again)"
)
_DANGER = compile_pattern(
    r"(?:chest|breath\w*|chok\w+|gasp\w*|suffocat\w*|wheez\w*|bleed\w*|blood|bloody|hemorrhag\w*|unconscious|unresponsive|"
    r"respond\w*|collaps\w*|faint\w*|pass(?:ed|ing) out|seizure%|convuls\w*|stroke|numb\w*|droop\w*|slur\w*|paraly\w*|"
    r"confus\w*|disorient\w*|overdos\w*|poison\w*|swallow\w*|bleach|pills?|bottle|too (?:much|many)|extra dose|double dose|"
    r"swell\w*|swollen|throat|hives|anaphyla\w*|stung|bit|bitten|sting|burn\w*|scald\w*|shock%|electrocut\w*|fever%|"
    r"temperature|stiff|limp|floppy|lifeless|blue|gray|pale|purple|black|mottled|clammy|sweat\w*|<bad>|severe\w*|sudden\w*|"
    r"wake|pregnan\w*|contractions?|vision|blind\w*|cant see|cant move|cant feel|cant pee|testic\w*|groin|chemo\w*|ketones?|"
    r"vomit\w*|throwing up|threw up|crash\w*|accident|fell|hit|head|emergency|911|ambulance|dying|dead|die|racing|pounding|"
    r"pecho|respira\w*|sangr\w*|desmay\w*|convulsion\w*|veneno|fiebre|despierta|embarazada|cara|monoxide|stab\w*|shot|knife|"
    r"drown\w*|trouble|peeling|blister\w*|foot|amputat\w*|monoxide|antifreeze|weak side|one side)"
)
_DARK = compile_pattern(
    r"(?:die|died|dying|dead|death|suicid\w*|kill\w*|live|living|alive|life|exist\w*|end|ending|gone|goodbye|hopeless|hope|"
    r"worthless|burden|purpose|point|hurt\w*|harm\w*|cut|cutting|carve|scars?|wrists?|pills|overdos\w*|lethal|gun|knife|rope|"
    r"noose|bridge|jump|hang\w*|hits?|hitting|beat%|punch\w*|slap\w*|chok\w+|strangl\w*|abus\w*|violen\w*|rap(?:e|ed|ist)|"
    r"molest\w*|assault\w*|touch\w*|threat\w*|afraid|scared|unsafe|trapped|escape|voices?|demons?|evil|shoot\w*|stab\w*|"
    r"weapon|alone|nobody|no one|anymore|give up|giving up|tired of|empty|cant (?:go on|cope|take)|wake up|sleep forever|"
    r"plan|note|unwanted|yell%|scream%|depress\w*|morir\w*|muerte|vivir|matar\w*|pega|golpea|vida|suicid\w*|sin mi)"
)
_TRICK = compile_pattern(
    r"(?:ignor\w*|disregard|forget|(?:your|previous|prior|these|those|all|new|the above|hidden|secret|my) "
    r"instructions?|prompt|system|rules?|pretend|role ?play|act as|you are now|bypass\w*|hack\w*|"
    r"jailbreak|unrestricted|uncensored|developer|admin|password|secret\w*|reveal|database|patients? (?:records?|data|list|names?)|"
    r"kill\w*|poison\w*|murder\w*|lethal|deadly|overdose|untraceable|drug (?:someone|my)|weapon\w*|bomb\w*|explosive\w*|"
    r"meth|cocaine|heroin|fentanyl|steal\w*|fak\w+|forg(?:e|ed|ing)|counterfeit|lie|trick|fool|without (?:a |my )?(?:prescription|"
    r"anyone|getting|being|them|consent|her|his|their)|illegal\w*|get high|harm\w*|hurt\w*|abuse|exploit\w*|deceiv\w*|"
    r"manipulat\w*|discriminat\w*|deny|refus\w*|falsif\w*|conceal\w*|hide|cover up|fraud\w*|sabotag\w*|tamper\w*|"
    r"unethical\w*|unauthorized|script|prescribe|you must|from now on|print|repeat|translate|base64|decode|evad\w*|spy\w*)"
)
_CLINIC = compile_pattern(
    r"(?:appoint\w*|schedul\w*|book\w*|cancel\w*|refill\w*|renew\w*|prescription|pharmacy|bill\w*|cost\w*|price|pay\w*|"
    r"insurance|medicare|medicaid|cover\w*|copay|records?|chart|portal|results? (?:ready|back|in|yet)|referral|refer|specialists?|"
    r"near|nearest|clinics?|hospitals?|office|hours|open|phone|number|email|address|fax|call|contact|speak|talk|person|human|nurse|"
    r"doctors?|someone|interpreter|complain\w*|rude|manager|wait\w*|trials?|centers?|support group|where|who|letter|note|forms?|"
    r"afford|cita\w*|receta|factura|hablar|seguro|parking|visit\w*)"
)
_ADVISED = compile_pattern(
    r"(?:should|shall|best|recommend\w*|suggest\w*|advice|advise|safe|remed\w*|dose|dosage|how (?:much|many)|too late|instead|"
    r"better|ok to|okay to|stop taking|quit|wean|taper|debo|mejor|recomiend\w*)"
)
_JUDGED = compile_pattern(
    r"(?:\d\S*|is (?:this|that)|could (?:it|this|that) be|do you think|what is wrong|abnormal|lumps?|bumps?|normal (?:for|to|if)|"
    r"possible|sign of|worried|, (?:\w+ ){1,2},)"
)
_HEALTH = compile_pattern(
    r"(?:salt|sodium|calorie%|diet%|cholesterol|fiber|nutrition\w*|protein|fasting|blood|heart|lungs?|liver|kidneys?|brain|"
    r"thyroid|bones?|joints?|muscles?|nerves?|pain|aches?|cough|rash|fever|headaches?|nausea|vomiting|diarrhea|swelling|fatigue|"
    r"dizziness|sleep|exercise|vitamins?|medicines?|pills?|tablets?|antibiotics?|painkillers?|inhaler|surgery|operation|"
    r"anesthesia|disease|illness|infection|virus%|bacteria|symptoms?|treatment|side effects|vaccin\w*|doctors?|nurses?|patients?|"
    r"hospital|pulse|triglycerides?|glucose|hormones?|cells?|platelets?|weight|skin|sal|presion|dieta|sangre|corazon|medicina|enfermedad|sintomas)"
)
EVIDENCE: dict[str, Phrases] = {
    "emergency": _DANGER,
    "crisis": _DARK,
    "attack": _TRICK,
    "human": _CLINIC,
    "advice": _ADVISED,
    "diagnosis": _JUDGED,
}
"""Per route, words without which a message about nobody in particular cannot be of that route."""
BARE = 16
"""Words up to which a message can be a bare query."""


def bare(text: str) -> bool:
    """Tell whether a plain text is a short query about nobody: a keyword search or a general question."""
    return len(text.split()) <= BARE and not _SOMEBODY.found(_FRAMES.replaced(text, "so"), within=text)


def evident(text: str, route: str) -> bool:
    """Tell whether the words of a plain text can carry `route`; True for a route that needs no such words."""
    pattern = EVIDENCE.get(route)
    return pattern is None or pattern.found(text)


_TITLE = compile_pattern(
    r"(?:side effects|treat\w*|symptoms?|signs?|causes?|meaning|explained|definition|information|diet|tests?|results?|uses?|risks?|"
    r"types?|prevent\w*|living with|life with|life after|recovery|prep\w*|range|levels?|count|vs|versus|difference|how|what|why|"
    r"when|who|which|does|do|can|is|are|will|tips|triggers?|and|facts|guide|basics)"
)
_RESEARCH = compile_pattern(
    r"(?:latest|newest|recent) (?:news|research|findings|studies|information)|research (?:says|shows|on|about|into)|(?:what|which) "
    r"year~(?:first|approved|discovered|invented|introduced)|(?:known|possible|proven|genetic|any) (?:\w+ ){0,3}(?:link|association|"
    r"correlation|connection|relationship)|(?:studies|literature|statistics|percentage|prevalence)"
)


def titled(text: str) -> bool:
    """Tell whether a bare query has the form of a heading or a question, so that it states nothing."""
    return _TITLE.found(text)


def scholarly(text: str) -> bool:
    """Tell whether a plain text asks what is known of a matter, whoever it asks for."""
    return _RESEARCH.found(text)


def of_health(text: str) -> bool:
    """Tell whether a plain text has an everyday word of the body, illness, food or care."""
    return _HEALTH.found(text)


def allowed(text: str, hit: Hit) -> bool:
    """Tell whether nothing around the match excuses it under its rule's policy."""
    letters = hit.rule.excuses
    if not letters:
        return True
    start, end = _sentence(text, hit.start, hit.end)
    before, around = text[start : hit.start], text[start:end]
    if "i" in letters and _IDIOM.found(around, text):
        return False
    if "n" in letters and denied(before, text):
        return False
    if "g" in letters and _asked(around, text[start : hit.end], text):
        return False
    if "h" in letters and _made_up(text, before, around):
        return False
    present = _NOW.found(around, text)
    if "p" in letters and not present and _PAST.found(around, text):
        return False
    return not ("f" in letters and not present and _FAMILY.found(around, text))


def strongest(sets: Iterable[Rules], text: str) -> Hit | None:
    """Return the first match of a rule that alarms by itself, else the first of one that only proposes."""
    weak: Hit | None = None
    for rules in sets:
        for hit in rules.hits(text, allowed):
            if not hit.rule.weak:
                return hit
            weak = weak or hit
    return weak


def in_general(text: str) -> bool:
    """Tell whether a short message is a general question, a story or an idiom: nobody has it now."""
    if len(text.split()) > SHORT or _FIRM.found(text):
        return False
    return _IDIOM.found(text) or _FICTION.found(text) or _asked(text, text, text)


def long_past(text: str) -> bool:
    """Tell whether a short message is of the past or of the family's past only."""
    if len(text.split()) > SHORT or _NOW.found(text):
        return False
    return _PAST.found(text) or _FAMILY.found(text)


def denied(before: str, text: str) -> bool:
    """Tell whether the words of `text` just before a match deny it ("no fever, cough or chest pain")."""
    breaks = [end for _, end in _BREAK.spans(before, text)]
    words = before[breaks[-1] if breaks else 0 :].split()
    near = " " + " ".join(words[-7:]) + " "
    return _NEGATION.found(near, text) and not _NOT_NEGATION.found(near, text)


def _asked(around: str, upto: str, text: str) -> bool:
    """Tell whether the sentence of `text` asks about the thing in general, with nobody in it who has it now."""
    if _PERSONAL.found(_without_suppose(around, text), text):
        return False
    return _OPENING.found(f" {around.strip()} ", text) or _QUESTION.found(upto, text)


def _without_suppose(around: str, text: str) -> str:
    """Cut "if I have ..." and "when you are having ...": nobody has it yet."""
    start = next((start for start, _ in _SUPPOSE.spans(around, text)), None)
    return around if start is None or _FIRM.found(around, text) else around[:start]


_FIRM = compile_pattern(
    r"(?:right now|just now|now|currently|this morning|tonight|minutes ago|hours ago|suddenly|ahora)"
)


def _made_up(text: str, before: str, around: str) -> bool:
    if _FIRM.found(around, text):
        return False
    return _SUPPOSE.found(before, text) or _FICTION.found(text)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence(s) that a match lies in, as offsets into plain text."""
    left = max(text.rfind(" . ", 0, start + 1), text.rfind(" ? ", 0, start + 1))
    ends = [at for at in (text.find(" . ", end), text.find(" ? ", end)) if at >= 0]
    return (left + 2 if left >= 0 else 0), (min(ends) + 1 if ends else len(text))
