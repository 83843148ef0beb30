"""Closed lists of words by what they are, and the endings that tell an adjective from a noun."""

import re
from pathlib import Path

from medchat.text.words import wordset

FILE = Path(__file__).parent / "data" / "verbs_en.txt"


TOKEN = re.compile(
    r"\b(?:[A-Z]\.){2,}(?=\s)|\b[A-Z]\.(?=\s[a-z])|[^\W_]+(?:['’.-][^\W_]+)*(?:[-–]?/[^\W_]+)*%?|[^\w\s]"
)


_CLOSED = {
    "D": "the a an your their its his her our my no every each any some many most several both all few other another "
    "either neither such these those this more less fewer enough much",
    "P": "it they you we he she i there they've one someone anyone everyone something others nobody who's none "
    "themselves itself him them us me everything anything yourself",
    "H": "it's there's that's he's she's you're they're we're i'm what's you've they've",
    "M": "can may will might could should must would cannot can't won't shouldn't couldn't mustn't wouldn't",
    "A": "is was has does isn't wasn't hasn't doesn't are were have do aren't weren't haven't don't had did didn't hadn't",
    "I": "of in on at by for with from into onto over under about through during between among without within near "
    "against toward towards across along around behind below above beyond besides despite except inside outside per "
    "than like unlike upon via throughout as before after until since up down out off because-of due beside "
    "rather including such-as plus versus next instead apart",
    "C": "and or but nor and/or",
    "U": "if when because although though while unless whether once whereas how why where so whenever wherever",
    "W": "which who whose whom what",
    "R": "not also often usually sometimes mostly then still never always now only just even very too quite almost "
    "mainly maybe perhaps ever yet soon later again away together back far well better more-or-less about-half "
    "rarely seldom already here else instead however therefore thus otherwise most-often alone apart at-least once "
    "likely early fast long once today",
    "Q": "two three four five six seven eight nine ten eleven twelve hundred thousand million half",
}


CLOSED_TAG = {word: tag for tag, words in _CLOSED.items() for word in words.split()}


ADJECTIVES = wordset(
    "small large high low new old good bad big great little long short main common rare mild severe strong weak thin "
    "thick young older younger elderly adult sick ill well healthy whole same different certain sure clear early late "
    "first second third last next many own right left upper lower inner outer middle deep dark pale red blue white "
    "black yellow green brown hot cold warm cool dry wet clean dirty soft hard loose tight flat round sharp dull heavy "
    "light full empty open closed free safe sore stiff numb tired dizzy itchy bloody watery painful painless slow quick "
    "rapid sudden steady poor rich normal abnormal key major minor chief single double extra entire overall human "
    "faulty swollen broken hidden unknown known female male able unable likely unlikely ready prone due aware similar "
    "complex simple special usual unusual harmful helpful useful typical acute chronic genetic immune nervous mental "
    "physical medical clinical social public private general specific particular total partial proper improper "
    "dominant recessive frequent constant present absent recent current past future daily weekly yearly monthly best "
    "better worse worst easy easier harder higher larger smaller lower fewer greater longer shorter stronger weaker "
    "wide narrow broad rough smooth shaky stuffy runny noisy irregular uneven unborn newborn benign malignant viral "
    "bacterial fungal live dead alive asleep awake pregnant overweight underweight obese excess possible impossible "
    "raw awkward tiresome troublesome bothersome "
    "important necessary available responsible involved related rarer milder true false exact equal natural"
)


NOUNS = wordset(
    "hospital animal individual chemical interval signal arrival removal survival trial approval proposal mineral "
    "capital journal material principal professional relative relatives alternative adjective objective antibiotic "
    "clinic topic arctic mechanic medic cosmetic diuretic anesthetic narcotic genetics vegetable table cable variable "
    "virus bus gas lens pus uterus anus sinus fetus thymus focus status basis crisis axis analysis diagnosis process "
    "abscess access stress illness mass loss bone gene skin blood brain heart people children men women feet teeth "
    "bacteria data mice need thing being bleeding swelling feeling meaning breathing hearing testing screening "
    "counseling building morning evening nothing itching coughing vomiting eating drinking sleeping tingling "
    "lining opening finding setting ending beginning training learning reading planning aging scarring cramping "
    "clothing bedding housing speed need seed bed breed red method blood food period tooth build-up buildup family belly body ally reply "
    "supply anomaly assembly butterfly fly jelly"
)


PLURALS = wordset("people children men women feet teeth bacteria mice fungi data criteria stimuli bronchi cilia villi")


NOT_PLURAL = ("ss", "us", "is", "ous")


FIELDS = frozenset(["diabetes", "genetics", "mumps", "measles", "rabies", "herpes", "lens", "gas", "pus", "series",
                     "news", "stairs"])  # fmt: skip


ADJECTIVE_END = re.compile(r"(?:ous|al|ive|ic|ful|less|able|ible|ary|like|ish|ent|ant|free|ward)$")


_NOUN_END = re.compile(r"(?:ment|ance|ence|tion|sion|ness|ity|ism|ure|age|ant|ist|oid|ine|ose)$")


BARE_NOUNS = wordset(
    "treatment development movement management assessment environment patient agent component percent event accident "
    "amount moment student parent content extent adolescent infant plant variant participant consultant pollutant "
    "attendant descendant irritant mutant disinfectant sealant accountant apartment department government equipment "
    "enlargement involvement improvement requirement replacement segment ligament pigment element supplement judgment "
    "measurement statement adjustment ailment impairment boundary library summary salary artery history capillary "
    "ovary dictionary diary dental"
)


_NOMINAL_LEFT = frozenset("DJQ")


BE = wordset("is are was were be been being isn't aren't wasn't weren't")


_HAVE = wordset("has have had having haven't hasn't hadn't")
