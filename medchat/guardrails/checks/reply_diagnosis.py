"""Stop a diagnosis of this person: naming what they have, or ruling it out."""

from medchat.guardrails.checks.reply_parts import ADV, ART, THING
from medchat.guardrails.checks.reply_view import Rule, first, rule
from medchat.guardrails.checks.reply_words import BODY, CARER, COND, KIN, NEAR_KIN, STATE, SYMPTOM, TEST
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_SURE = (
    r"(?:probably|likely|most likely|very likely|clearly|definitely|certainly|almost certainly|"
    r"obviously|apparently|surely|actually|undoubtedly|unfortunately|no doubt|seemingly|presumably)"
)
_THIS = (
    r"(?:it|this|that|these|those|they|what (?:you|he|she) (?:have|has|are|is|describe|described|feel|"
    r"got|mention|wrote|say|said)[a-z' ]{0,30}?|all (?:of )?(?:this|that)|which|everything you[a-z' "
    r"]{0,20}?|the (?:picture|pattern|way)[a-z' ]{0,30}?)"
)
_MINE = (
    rf"(?:your|his|her|your {KIN}'s) (?:own |latest |recent |new |current |last |fasting |first |overall "
    rf")*(?:[a-z-]+ ){{0,2}}?(?:{SYMPTOM}|{TEST}|{BODY})"
)
_SOURCE_ALL = (
    r"(?:^|\b(?:so|and|well) )(?:based on|from|given|judging (?:by|from)|going (?:by|from)|according to|"
    r"looking at|with|considering|by the sound of|since|because of|seeing) "
)

RULES: tuple[Rule, ...] = (
    rule(
        "sounds-like",
        (
            r"(?:^|\b(?:yes|no|so|well|ok|okay|hmm|and|but),? )(?:sounds?|looks?|seems?|feels?) (?:very |a lot |"
            r"very much |to me |more |most |just |exactly )*(?:like|as (?:if|though)|to be)\b"
        ),
        on="all",
    ),
    rule(
        "sounds-like",
        (
            rf"\b{_THIS} {ADV}*(?:do |does |would |could )?(?:sounds?|seems?|appears?|looks?|feels?) "
            rf"{ADV}*(?:very |a lot |very much |to me |more |most |just |exactly )*(?:like|as (?:if|though)|to "
            rf"be|consistent with|suspicious for|typical (?:of|for)|that|to me)\s*(?:that )?{ADV}*(?:you|your|"
            rf"he|she|{THING}|classic)\b"
        ),
        unless=r"\b(?:feels? like (?:a|it|your heart is)|may|can) (?:feel|look|seem|sound)",
    ),
    rule(
        "sounds-like",
        (
            r"\b(?:it|this|that) (?:really |just |certainly )?(?:seems|appears|sounds|looks) (?:to me |very |"
            r"quite )*(?:like |that |as if |as though )?(?:you|your|he|she)\b"
        ),
    ),
    rule(
        "sounds-like",
        (
            rf"\b{_MINE} {ADV}*(?:do |does )?(?:sounds?|seems?|appears?|looks?|points? to|(?:are|is) "
            rf"(?:consistent|typical|suspicious|suggestive|indicative|classic)|fits?|match(?:es)?|suggests?|"
            rf"indicates?)\b"
        ),
        unless=rf"\b(?:may|might|can|could|if|whether|how|{CARER}|what|when)\b",
        personal=True,
    ),
    rule(
        "belief",
        (
            r"\b(?:i|we) (?:would |do |can |am |are |have |really |also |honestly |personally |just |strongly "
            r")*(?:think|believe|suspect|bet|guess|fear|say|sense|feel|(?:pretty |fairly |quite |very |almost |"
            r"absolutely )?(?:sure|certain|confident|afraid|convinced|worried)|diagnose|tell|see|conclude|"
            r"assume|confident|suspecting|thinking|leaning)(?: that| it is| this is| of| with| from| by)? "
            r"(?:you|your|it|this|that|these|he|she|his|her|a|an|early|the (?:way|sound|look)|(?:[a-z]+ )?"
        )
        + COND
        + r")\b",
        on="all",
        unless=(
            r"\bi (?:can not|do not|will not|am not able)\b|\b(?:i|we) (?:can )?(?:tell|see) you (?:about|more|"
            r"what|how)|\bi say\b|\bask\b|\bthink you for"
        ),
    ),
    rule(
        "belief",
        (
            r"\b(?:my (?:guess|diagnosis|impression|feeling|assessment|conclusion|bet|hunch|verdict)|the "
            r"diagnosis|diagnosis|verdict)(?: here| for you)? ?(?:is|would be|:)"
        ),
        unless=(
            r"\b(?:diagnosis is (?:based|made|often|usually|confirmed|important|the|not|difficult|sometimes|"
            r"suspected|established|typically|generally|called|correct|unclear|clear|uncertain|known|needed|"
            r"hard|missed|delayed|a)|may|once the|if the|when the)\b"
        ),
        on="all",
    ),
    rule(
        "from-your-words",
        (
            rf"{_SOURCE_ALL}(?:what you|your|those|these|that|this|the (?:symptoms|numbers|results?|description|"
            rf"picture|photo|way)|how you|everything)\b[^,]{{0,80}}, (?:i |it is |it |this |that |they |(?:we|"
            rf"you) (?!may|can|might|could|should|will)|your |he |she |there is )"
        ),
        on="all",
        unless=rf"\b(?:may|might|can|could|will) \b|\byour {CARER}",
    ),
    rule(
        "since-you",
        (
            rf"\b(?:since|because|given that|as) (?:you|your|it|he|she|his|her)\b[^,;]{{3,80}}, (?:you|he|she|it|"
            rf"this|that|your [a-z]+) {ADV}*(?:have|has|are|is|must|had)\b"
        ),
        on="all",
        unless=r"\b(?:may|might|can|could)\b",
    ),
    rule(
        "since-you",
        (
            rf"\b(?:you|he|she) {ADV}*(?:have|has) {THING} (?:because|since|as|given) (?:you|your|of your|his|"
            rf"her)\b"
        ),
        on="all",
        unless=r"\b(?:if|may|might|whether|when|people)\b",
        personal=True,
    ),
    rule(
        "you-have",
        (
            rf"(?<!when )(?<!if )\b(?:you|you and your \w+) {ADV}*(?:do )?{ADV}*(?:have|have got|had|got|are "
            rf"{ADV}*(?:having|going through|experiencing|suffering from)|were having|suffer from|are suffering "
            rf"from|are experiencing|are going through|are showing (?:[a-z]+ )?(?:signs|symptoms) of|show signs "
            rf"of|developed|have developed|are developing|caught|have caught|contracted|are in|have been having|"
            rf"are looking at|are dealing with|are fighting|are coming down with|picked up|must have|have to "
            rf"have|(?:will|would) have|are carrying|are at the start of|are entering) (?:now )?{THING}\b"
        ),
        on="main",
        conditional=False,
        unless=(
            rf"\b(?:had a (?:heart attack|stroke)|may|might|whether|{CARER} (?:that|if|when|about|know)|know "
            rf"(?:that )?you have|think you have|even if|people|symptoms? (?:of|in)|such as|history|each time "
            rf"you|every time you|the more|like you have|suspect you|told you|tell you|as if you|the "
            rf"(?:condition|disease|type)|ask)\b"
        ),
    ),
    rule(
        "you-have",
        (
            rf"\byou (?:{_SURE} )+(?:have|had|got|are (?:having|in)|suffer|developed|caught|pulled|tore|"
            rf"broke)\b(?! (?:questions|heard|seen|noticed|already|to|been|used|taken|some|a lot|many|had))"
        ),
        on="main",
        conditional=False,
        unless=r"\b(?:may|can|would|will)\b",
        personal=True,
    ),
    rule(
        "you-have",
        (
            rf"\byou (?:do not|no longer|can not|could not|definitely do not|never) (?:really |actually |even |"
            rf"still )?(?:have|suffer from|show) {ART}*(?:[a-z-]+ ){{0,2}}?{COND}\b"
        ),
        on="main",
        conditional=False,
        unless=r"\b(?:symptoms? of|people|even when|sure|know|until|may)\b",
        personal=True,
    ),
    rule(
        "you-may",
        (
            rf"^(?:(?:so|well|yes|no|then|ok|and|but|maybe|perhaps),? )?(?:you|your {NEAR_KIN}|he|she) (?:may|"
            rf"might|could)(?: well| very well| also| just)? (?:have|be having|be suffering from|be showing "
            rf"signs of|be developing|have developed|be dealing with|be experiencing|be coming down with) (?:a |"
            rf"an |the |some |early |mild |touch of |case of )*(?:[a-z-]+ ){{0,1}}?{COND}(?:$|[.!]| (?:there|"
            rf"here|too|because|since|given|with (?:those|these|that)|from|in (?:your|that)|based|already|right "
            rf"now|at this)\b.*)"
        ),
        on="all",
        unless=(
            r"\b(?:if|when|reaction|seizures?|bleeding|infections|depression or|for (?:several|a few)|"
            r"problems)\b"
        ),
    ),
    rule(
        "you-are",
        (
            rf"\b(?:you|he|she|your (?:[a-z]+ )?{NEAR_KIN}) (?:is |are |was |were )(?:{ADV}|now |also |not |a "
            rf"bit |a little |clinically |very |severely |too )*(?:an? )?(?:diabetic|prediabetic|pre-diabetic|"
            rf"pregnant|an?emic|depressed|dehydrated|obese|overweight|underweight|hypertensive|infected|"
            rf"contagious|bipolar|in (?:(?:early|late|full) )?(?:menopause|labor|labour|remission|ketoacidosis|"
            rf"shock|withdrawal|afib|heart failure|kidney failure|renal failure|the early stages)|having (?:a|"
            rf"an) (?:heart attack|stroke|panic|allergic|asthma|miscarriage|seizure|reaction|migraine)|cured|"
            rf"terminal|dying|autistic|septic|allergic to|addicted|infertile|miscarrying|menopausal|"
            rf"perimenopausal|anorexic|psychotic|manic|jaundiced|concussed|deficient|low on|colicky|teething|"
            rf"constipated|lactose intolerant|insulin resistant|immune|perfectly healthy|healthy|diagnosed with|"
            rf"positive for|negative for|at stage|going into)\b"
        ),
        on="main",
        conditional=False,
        unless=(
            rf"\b(?:may|might|whether|{CARER}|test (?:to|that)|people|think you are|think you may|told|tell|ask|"
            rf"know|while you are|because you are|once you are|where you are|until you are|make sure you are|so "
            rf"you are|as if|let|able|say|healthy enough|not immune)\b"
        ),
    ),
    rule(
        "kin-has",
        (
            rf"\b(?:your (?:[a-z]+ )?{KIN}|(?<!or )(?:he|she)(?! or)) {ADV}*(?:has|have|had|is having|is "
            rf"suffering from|suffers from|is showing (?:[a-z]+ )?signs of|shows (?:[a-z]+ )?signs of|caught|got|"
            rf"developed|has developed|must have|is in|is fighting|is coming down with) (?:now )?{THING}\b"
        ),
        on="main",
        conditional=False,
        unless=(
            rf"\b(?:may|might|whether|{CARER}|people|a (?:person|patient|child|man|woman|boy|girl)|history|he or "
            rf"she|says|think|told|ask|know|tell)\b"
        ),
    ),
    rule(
        "this-is",
        (
            rf"(?:^|[,;] |\b(?:and|so|but|that|well|yes|no) ){_THIS} (?:is|are|was|were|has to be|must be|will "
            rf"be|can only be|could only be|would be|can not be|could not be|is not|are not) (?!used|given|taken|"
            rf"made|needed|safe|recommended|known|also used)(?:{ADV}|most |more |very |just |all |only "
            rf")*(?!used|given|taken|made|needed|safe|known)(?:a |an |the |your |some )?(?:classic|textbook|"
            rf"typical|clear|obvious|sign of|symptom of|case of|nothing|{THING})\b(?! (?:that|which|in|where|"
            rf"called|of|caused|marked|characterized|and can|affecting|involving|with))"
        ),
        on="all",
        conditional=False,
        unless=(
            r"\b(?:may|might|can (?:be|also|cause|have|lead|affect)|could (?!only|not)|called|known|type of|"
            r"kind of|form of|group of|for example|people|often|usually|common|rare|inherited|genetic|"
            r"life-threatening|lifelong|long-term|chronic|serious|disease that|(?:is|are) (?:the|a|an|also a|"
            r"not a|one) (?:\w+ ){0,4}(?:disease|disorder|condition|syndrome|deficiency|abnormality|"
            r"mutation)s?)\b"
        ),
    ),
    rule(
        "this-is",
        (
            rf"\b{_THIS} (?:is|are|was|were|has to be|must be) (?:{_SURE} )+(?:just |only )?(?:a|an|the|your|"
            rf"some|from|stress|nerves|anxiety|{COND})\b"
        ),
        on="all",
        conditional=False,
        unless=(
            r"\b(?:to (?:be|have|occur|develop|happen)|may|called|combination|result of|people|genetic|"
            r"inherited|cause of|due to a)\b"
        ),
    ),
    rule(
        "this-is",
        (
            r"\b(?:this|that|it|these|those|all) (?:is|are|was|were) .{0,60}\b(?:in your (?:back|neck|knee|leg|"
            r"arm|chest|shoulder|hip|foot|ankle|stomach|belly|head|case|lungs?|heart|brain|eye|ear)|on your "
            r"(?:skin|arm|leg|face|back|mri|scan|x-ray)|you have (?:there|got|described)|you are (?:describing|"
            r"feeling|having))\b"
        ),
        on="all",
        conditional=False,
        unless=(
            rf"\b(?:may|might|can|could|when|called|tube|needle|placed|put|used|inserted|where|part of|located|"
            rf"{CARER})\b"
        ),
    ),
    rule(
        "injury",
        (
            rf"(?:^|[,;~] |\b(?:yes|no|so|and|that|means|think) )(?:you|he|she|your {NEAR_KIN}) (?:have |has |"
            rf"'ve |must have |{_SURE} |just |only )*(?:pulled|tore|torn|broke|broken|sprained|strained|"
            rf"fractured|dislocated|ruptured|herniated|slipped|pinched|bruised|passed|caught|twisted|damaged|"
            rf"cracked|popped|injured|overdosed|miscarried|relapsed|inherited|picked up)\b"
        ),
        on="main",
        conditional=False,
        unless=r"\b(?:may|might|whether|recently|ever|had)\b",
    ),
    rule(
        "certain",
        (
            rf"(?:^|[,;] )(?:definitely|clearly|obviously|most likely|probably|almost certainly|likely|possibly|"
            rf"maybe|perhaps|certainly|classic|textbook|typical|just|only|either) (?:just |only |some |a |an |"
            rf"the |your |case of |early |mild )*(?:[a-z-]+ ){{0,2}}?{COND}[.!]?$"
        ),
        on="all",
    ),
    rule(
        "certain",
        (
            r"\b(?:nobody but|anyone can see|it is (?:clear|obvious|evident|plain|certain|likely|probable|"
            r"possible|unlikely|safe to say) (?:that )?(?:you|your|he|she|this|it)|there is no (?:doubt|"
            r"question|way) (?:that )?(?:you|your|this|it|he|she)|you can be sure (?:that )?(?:you|it|this)|"
            r"(?:your|the) diagnosis is (?!not|made|based|often|usually|important|confirmed|called)|you (?:meet|"
            r"match|fit|satisfy) (?:all )?(?:the )?(?:criteria|definition|description|profile|picture)|all the "
            r"signs of|you test(?:ed)? (?:positive|negative)|you score)\b"
        ),
        on="all",
        unless=rf"\b(?:if|may|might|whether|{CARER}|when)\b",
    ),
    rule(
        "suspicion",
        (
            rf"\b(?:could|might|may|must|would|should|can) (?:just |only |well |very well |also |easily |simply "
            rf")?be (?:{ART})*(?:[a-z-]+ ){{0,1}}?{COND}[ ,.!]*(?:$|(?:in your|given your|with your|based on "
            rf"your|you have|since you|because you|judging|, since|, given)\b)"
        ),
        on="all",
        unless=(
            r"\b(?:symptoms? (?:may|can|could)|people|when|if|signs? (?:of|may)|caused|there|cause may|"
            r"sometimes|pain|a (?:cough|fever|lump|headache|rash)|these|some)\b"
        ),
    ),
    rule(
        "this-is",
        (
            rf"(?:^|[,;] |\b(?:and|so|but) )(?:this|that|those|these) (?!(?:type|kind|form|disease|disorder|"
            rf"condition|syndrome|is|are|means?|group|cancer|tumou?r)\b)(?:[a-z-]+ ){{1,2}}(?:is|are|was|were) "
            rf"{ADV}*{ART}*(?:[a-z-]+ )?{COND}(?:$|[,.!;])"
        ),
        on="all",
        unless=r"\b(?:may|can|called|usually|often)\b",
    ),
    rule(
        "this-is",
        (
            rf"\bthe (?:[a-z-]+ ){{1,3}}(?:on|in|under|around|behind|near|at|of) (?:your|his|her) (?:[a-z-]+ "
            rf"){{1,3}}(?:is|are|was|means?|shows?|comes? from|looks? like|must be) {ADV}*(?:from |your |an? |"
            rf"the |that |due to |caused by )*(?:{ART})*(?:[a-z-]+ ){{0,2}}?(?:{COND}|{STATE}|{BODY}|(?:has|"
            rf"have) spread|you)(?:$|[,.!;]| (?:that|and|because|has|from))"
        ),
        on="own",
        conditional=False,
        unless=rf"\b(?:may|might|can|could|usually|often|normal(?:ly)?|called|part|amount|number|most|{CARER})\b",
    ),
    rule(
        "adds-up",
        (
            r"\b(?:everything|all|what|things) (?:that )?you (?:have |just |are )*(?:told|tell|telling|said|say|"
            r"saying|wrote|write|shared|share|listed|mention(?:ed)?|describ(?:e|ed|ing)|report(?:ed)?)\b[a-z "
            r"]{0,20} (?:points?|adds?|suggests?|fits?|sounds?|looks?|is|are|matches|means|indicates)\b|"
            r"\b(?:this|that|it|everything) (?:all )?(?:adds up|points) to\b"
        ),
        on="all",
        unless=r"\b(?:may|might)\b",
    ),
    rule(
        "sounds-like",
        (
            r"\byou (?:really |certainly |definitely |do |also )*(?:seem|appear) (?!in\b|on\b|for\b)|\byou "
            r"(?:look|sound|are acting|are presenting) (?:like|as (?:if|though)|to me|very|quite|pretty|a bit|"
            r"depressed|anxious|sick|ill|pale|anemic|pregnant)\b"
        ),
        on="all",
        conditional=False,
        unless=rf"\b(?:may|might|make you|{CARER}|even (?:if|though)|when)\b",
        personal=True,
    ),
    rule(
        "belief",
        (
            r"\b(?:i|we) (?:would |can |will )?(?:call|label|classify|describe|consider|rate|grade|score|rule "
            r"out|read) (?:this|it|that|these|you|your|him|her|out)\b|\bwe can rule\b|\bmy read\b|\bmine is "
            r"only a guess\b"
        ),
        on="all",
        unless=r"\bwe call (?:it|this)\b",
    ),
    rule(
        "this-is",
        (
            rf"\b(?:it|this|that) (?:is|was) (?:not|only|just|probably|most likely|definitely|clearly) (?:coming "
            rf"from )?your {BODY}\b"
        ),
        on="all",
        unless=r"\b(?:may|might|called)\b",
    ),
)


def reply_diagnosis(reply: Reply) -> Judgement | None:
    """Object to a sentence that says what this person has or has not."""
    return first(reply.text, RULES, ReplyVerdict.DIAGNOSIS)
