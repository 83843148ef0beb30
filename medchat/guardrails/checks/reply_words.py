"""The word classes the reply rules are written with: English, lower case, accents taken off, as regex alternations."""

import re

from medchat.text.words import wordlist

_MEDICINE_KINDS = wordlist(
    """medicine medication med drug pill tablet capsule caplet dose dosage dosing shot injection infusion antibiotic
antiviral antifungal antidepressant antihistamine antacid anticoagulant antipsychotic anticonvulsant
antiinflammatory statin steroid corticosteroid prednisone insulin inhaler puffer nebulizer painkiller narcotic
opioid laxative diuretic decongestant vaccine sedative supplement vitamin inhibitor blocker thinner
prescription refill booster chemo chemotherapy suppository contraceptive probiotic iron zinc magnesium
melatonin potassium calcium"""
)

_MEDICINES = wordlist(
    """acetaminophen paracetamol tylenol ibuprofen advil motrin naproxen aleve aspirin celecoxib celebrex diclofenac
voltaren meloxicam tramadol codeine oxycodone oxycontin percocet hydrocodone vicodin morphine fentanyl
hydromorphone methadone buprenorphine naloxone narcan suboxone metformin glucophage glipizide glimepiride
glyburide sitagliptin januvia empagliflozin jardiance dapagliflozin farxiga semaglutide ozempic wegovy
liraglutide victoza tirzepatide mounjaro dulaglutide trulicity pioglitazone lantus humalog novolog lisinopril
enalapril ramipril benazepril captopril losartan valsartan olmesartan irbesartan candesartan telmisartan
entresto sacubitril amlodipine nifedipine diltiazem verapamil metoprolol atenolol carvedilol propranolol
bisoprolol nebivolol hydrochlorothiazide hctz chlorthalidone furosemide lasix bumetanide torsemide
spironolactone clonidine hydralazine nitroglycerin isosorbide digoxin amiodarone warfarin coumadin apixaban
eliquis rivaroxaban xarelto dabigatran pradaxa edoxaban heparin enoxaparin lovenox clopidogrel plavix
ticagrelor brilinta prasugrel atorvastatin lipitor simvastatin zocor rosuvastatin crestor pravastatin
lovastatin ezetimibe zetia niacin fenofibrate omeprazole prilosec esomeprazole nexium pantoprazole
lansoprazole famotidine pepcid ranitidine zantac ondansetron zofran metoclopramide loperamide imodium pepto
bismuth tums senna dulcolax bisacodyl miralax docusate colace amoxicillin augmentin penicillin ampicillin
cephalexin keflex cefdinir ceftriaxone azithromycin zithromax clarithromycin erythromycin doxycycline
minocycline tetracycline ciprofloxacin cipro levofloxacin levaquin metronidazole flagyl bactrim
sulfamethoxazole trimethoprim nitrofurantoin macrobid clindamycin vancomycin linezolid fluconazole diflucan
terbinafine nystatin acyclovir valacyclovir valtrex tamiflu oseltamivir paxlovid remdesivir ivermectin
hydroxychloroquine plaquenil sertraline zoloft fluoxetine prozac escitalopram lexapro citalopram celexa
paroxetine paxil venlafaxine effexor duloxetine cymbalta bupropion wellbutrin trazodone mirtazapine
amitriptyline nortriptyline lithium lamotrigine lamictal valproate depakote carbamazepine tegretol
levetiracetam keppra phenytoin dilantin topiramate topamax gabapentin neurontin pregabalin lyrica quetiapine
seroquel olanzapine zyprexa risperidone risperdal aripiprazole abilify haloperidol clozapine alprazolam xanax
lorazepam ativan diazepam valium clonazepam klonopin zolpidem ambien benadryl diphenhydramine doxylamine
unisom cetirizine zyrtec loratadine claritin fexofenadine allegra montelukast singulair albuterol salbutamol
ventolin proair fluticasone flonase advair budesonide symbicort tiotropium spiriva ipratropium prednisolone
methylprednisolone medrol dexamethasone hydrocortisone cortisone triamcinolone levothyroxine synthroid
methimazole estrogen progesterone testosterone tamoxifen letrozole anastrozole methotrexate sulfasalazine
azathioprine adalimumab humira etanercept enbrel infliximab remicade rituximab tacrolimus cyclosporine
mycophenolate allopurinol colchicine febuxostat alendronate fosamax denosumab prolia sumatriptan imitrex
rizatriptan baclofen cyclobenzaprine flexeril tizanidine sildenafil viagra tadalafil cialis tamsulosin flomax
finasteride oxybutynin donepezil memantine levodopa carbidopa adderall ritalin methylphenidate vyvanse
atomoxetine sudafed pseudoephedrine phenylephrine mucinex guaifenesin dextromethorphan robitussin nyquil
dayquil theraflu isotretinoin accutane tretinoin cisplatin doxorubicin imatinib pembrolizumab keytruda
epinephrine epipen glucagon lactulose lidocaine turmeric ashwagandha kava cbd cannabis marijuana"""
)

_SUFFIXES = (
    "statin|pril|sartan|olol|dipine|mycin|cillin|floxacin|cycline|prazole|gliptin|gliflozin|glutide|"
    "mab|tinib|azepam|vir"
)

_CONDITIONS = """
cancer tumor tumour leukemia lymphoma melanoma diabetes prediabetes hypertension hypotension stroke aneurysm asthma copd
pneumonia bronchitis flu influenza covid cold migraine concussion epilepsy dementia alzheimer parkinson depression anxiety
bipolar schizophrenia autism adhd ptsd anemia anaemia leukemia clot embolism thrombosis dvt sepsis infection uti abscess
ulcer reflux gerd heartburn gallstone gallstones "kidney stone" stone stones hernia appendicitis pancreatitis hepatitis
cirrhosis jaundice gout arthritis osteoporosis fracture sprain strain lupus psoriasis eczema shingles chickenpox measles
mumps ringworm scabies lice hives allergy allergies celiac crohn colitis ibs hypothyroidism hyperthyroidism thyroid
menopause perimenopause endometriosis fibroid fibroids pcos cyst miscarriage preeclampsia pregnancy herpes chlamydia
gonorrhea syphilis hiv aids malaria tuberculosis meningitis mono mononucleosis strep tonsillitis sinusitis conjunctivitis
"pink eye" glaucoma cataract cataracts vertigo tinnitus sciatica scoliosis neuropathy fibromyalgia "heart attack"
"heart failure" "kidney failure" "liver failure" "heart disease" "kidney disease" "liver disease" arrhythmia afib
"atrial fibrillation" angina "panic attack" "panic attacks" "panic disorder" seizure seizures hemorrhoids diverticulitis
obesity dehydration insomnia "sleep apnea" anorexia bulimia ocd "high blood pressure" "low blood pressure" "high cholesterol"
"high blood sugar" "low blood sugar" "low iron" "iron deficiency" deficiency reaction "pulled muscle" "torn ligament"
"muscle strain" "pinched nerve" "slipped disc" "herniated disc" "broken bone" polyp polyps mass lesion virus bug rabies
tetanus lyme ketoacidosis preeclampsia "food poisoning" parasite parasites yeast thrush cellulitis impetigo acne rosacea
vertigo cholera syndrome disease disorder failure "mental illness" tendinitis attack
condition infarction ischemia blockage abnormality mutation
""".replace("\n", " ")

_CONDITION_SUFFIXES = "itis|osis|emia|aemia|oma|opathy|algia|uria|plegia|rrhea|megaly|penia|phobia|ectasis|thyroidism"

KIN = (
    r"(?:son|daughter|wife|husband|partner|mother|father|mom|mum|dad|sister|brother|grand(?:mother|"
    r"father|ma|pa|son|daughter)|"
    r"aunt|uncle|cousin|boyfriend|girlfriend|friend|neighbou?r|little (?:one|boy|girl)|boy|girl|toddler|"
    r"newborn|infant|"
    r"child|kid|baby|spouse|fiancee?|twins?)"
)
NEAR_KIN = KIN.replace("|child|kid|baby", "")
"""Kin that education rarely speaks of; 'your child' and 'your baby' are how general text speaks to every parent."""

CARER = (
    r"(?:(?:health ?care|medical|primary care|care) (?:providers?|teams?|professionals?|workers?|"
    r"practitioners?)|doctors?|"
    r"dr|physicians?|nurses?|nurse practitioners?|pharmacists?|providers?|specialists?|surgeons?|clinicians?|clinics?|"
    r"dentists?|midwi(?:fe|ves)|therapists?|dieti[ct]ians?|nutritionists?|counselors?|psychiatrists?|psychologists?|"
    r"pediatricians?|obstetricians?|[a-z]{4,14}ologists?|obgyn|gp|care ?givers?|technicians?|"
    r"technologists?|radiographers?|"
    r"eye doctors?|genetic counselors?|experts?|paramedics?|dispatchers?|operators?|poison control(?: center)?|"
    r"health (?:center|department|visitor)|hospital(?: staff| team)?|treatment team|diabetes educators?|teams?|staff)"
)

SYMPTOM = (
    r"(?:symptoms?|signs?|pains?|aches?|headaches?|rash(?:es)?|cough(?:ing)?|fever|swelling|lumps?|"
    r"bumps?|bleeding|dizziness|"
    r"numbness|tingling|fatigue|tiredness|weakness|nausea|vomiting|diarrhea|constipation|itch(?:ing|"
    r"iness)?|spots?|sores?|"
    r"moles?|bruis(?:es?|ing)|cramps?|palpitations|breathlessness|wheez(?:e|ing)|discharge|burning|"
    r"stiffness|shaking|tremor|"
    r"memory loss|memory problems|weight loss|weight gain|hair loss|chest tightness|tightness|pressure in your chest|"
    r"sore throat|runny nose|stomach ?ache|confusion|fainting|sweating|insomnia|moods?|mood swings|"
    r"problems?|troubles?|"
    r"issues?|feelings?|spells?|episodes?|attacks?|blisters?|hives|complaints?|wound|cut|burn)"
)

TEST = (
    r"(?:a1c|hba1c|hemoglobin a1c|results?|numbers?|labs?|lab (?:work|results?|values?)|readings?|scans?|x-?rays?|mri|"
    r"ct(?: scan)?|cat scan|ecgs?|ekgs?|echo(?:cardiogram)?|ultrasound|sonogram|biopsy|mammogram|pap(?: smear| test)?|"
    r"blood ?work|(?:blood|urine|stool|lab|stress|skin|eye|hearing|pregnancy|genetic|sleep|lung|kidney|"
    r"liver|thyroid)? ?"
    r"(?:tests?|panels?|counts?|levels?)|blood pressure|bp|blood sugars?|sugars?|glucose|cholesterol|"
    r"ldl|hdl|triglycerides|"
    r"creatinine|e?gfr|tsh|t3|t4|psa|bmi|inr|potassium|sodium|hemoglobin|hematocrit|platelets?|white "
    r"(?:blood )?cells?|"
    r"white (?:blood )?(?:cell )?count|ferritin|iron|vitamin d|b12|oxygen(?: level| saturation)?|heart rate|pulse|"
    r"temperature|weight|scores?|report|liver enzymes|enzymes|pathology|culture|swab|colonoscopy|"
    r"endoscopy|calcium|bilirubin)"
)

BODY = (
    r"(?:heart|lungs?|liver|kidneys?|thyroid|pancreas|stomach|gallbladder|appendix|bladder|bowels?|"
    r"colon|prostate|uterus|"
    r"ovar(?:y|ies)|brain|spine|back|neck|knees?|hips?|shoulders?|ankles?|wrists?|elbows?|legs?|arms?|"
    r"hands?|feet|foot|"
    r"toes?|fingers?|eyes?|ears?|nose|throat|tonsils?|skin|blood|arter(?:y|ies)|veins?|valves?|bones?|"
    r"joints?|muscles?|nerves?|"
    r"immune system|hormones?|teeth|tooth|gums?|tendons?|ligaments?|cartilage|dis[ck]s?|lymph nodes?|"
    r"glands?|spleen|womb|"
    r"cervix|breasts?|rotator cuff|meniscus|ribs?)"
)

STATE = (
    r"(?:(?:too |a (?:bit|little) |very |quite |slightly |dangerously |extremely |perfectly |completely "
    r"|totally |only )*"
    r"(?:high|low|normal|abnormal|fine|elevated|raised|borderline|perfect|healthy|unhealthy|okay|ok|all right|alright|"
    r"in (?:the|a) (?:normal|healthy|danger(?:ous)?|high|low|safe|diabetic|prediabetic|risk) ?(?:range|"
    r"zone)?|in range|within range|"
    r"out of (?:control|range)|under control|(?:under|over)active|enlarged|inflamed|failing|infected|"
    r"broken|torn|fractured|"
    r"sprained|strained|pulled|clear|damaged|worrying|concerning|alarming|dangerous(?:ly)?|serious|mild|"
    r"severe|positive|"
    r"negative|worse|better|benign|malignant|cancerous|harmless|blocked|clogged|swollen|weak|deficient|"
    r"excellent|good|great|"
    r"bad|terrible|poor|off|diabetic|prediabetic|anemic|hypertensive|septic|dislocated|ruptured|"
    r"herniated|going to be fine))"
)

URGENT_SIGN = (
    r"(?:chest (?:pain|tightness|pressure)|(?:short(?:ness)? of|trouble|difficulty|struggling (?:for|"
    r"to)) breath(?:e|ing)?|"
    r"faint(?:ed|ing)?|pass(?:ed|ing) out|seizures?|convulsions?|slurred speech|face droop\w*|droopy face|blue lips|"
    r"stiff neck|(?:heavy |vaginal )?bleeding|blood in (?:the|your) (?:stool|urine|vomit)|(?:coughing|"
    r"vomiting|throwing) up blood|"
    r"black stools?|worst headache|sudden (?:headache|vision loss|numbness|weakness|confusion)|limp|"
    r"floppy|unresponsive|"
    r"(?:sudden |bad |severe )+headache|(?:a |high )?fever(?: like that| that high| in a newborn)?|"
    r"overdose|suicid\w+|numb(?:ness)? on one side|"
    r"swollen (?:tongue|throat|face)|throat (?:closing|swelling)|severe (?:pain|headache|belly pain|"
    r"stomach pain|bleeding))"
)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _plural(words: tuple[str, ...]) -> str:
    return "|".join(f"{re.escape(word)}s?" for word in sorted(set(words), key=_longest_first))


def _conditions() -> str:
    quoted = re.findall(r'"([^"]+)"|(\S+)', _CONDITIONS)
    words = sorted({phrase or word for phrase, word in quoted}, key=_longest_first)
    return "|".join(f"{re.escape(word)}(?:s|es)?" for word in words)


MEDICINE_NAMES = frozenset(_MEDICINES)
MEDICINE_SUFFIX = re.compile(rf"[a-z]{{3,}}(?:{_SUFFIXES})\Z")

MED = (
    rf"(?:birth control|(?:water|sugar|blood pressure|heart|pain|sleeping|allergy|birth control|cold|cough|blood) "
    rf"(?:pills?|tablets?|meds?|medicines?|medications?|thinners?|syrup)|pain (?:killers?|relievers?)|beta blockers?|"
    rf"(?:eye|ear) drops|nose spray|nasal spray|(?:{_plural(_MEDICINE_KINDS)}|{_plural(_MEDICINES)})|"
    rf"[a-z]{{3,}}(?:{_SUFFIXES})s?)"
)
"""A medicine: a kind, a name, or a word with the stem of a family of names (WHO INN stems, such as -pril and -mycin)."""

COND = rf"(?:(?:{_conditions()})|[a-z]{{3,}}(?:{_CONDITION_SUFFIXES}))"
"""A condition: a name or a word formed like one."""

NUMBER = (
    r"(?:\d+(?:[.,/]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"half|a (?:half|couple|few|quarter|third)|another|an extra|extra|double|twice)"
)
UNIT = (
    r"(?:mg|mcg|micrograms?|milligrams?|grams?|g|ml|milliliters?|cc|units?|iu|tablets?|pills?|capsules?|"
    r"caplets?|puffs?|drops?|"
    r"doses?|teaspoons?|tablespoons?|tsp|tbsp|sprays?|patch(?:es)?|shots?|injections?|gummies|sachets?|"
    r"scoops?|pumps?|squirts?|dropperfuls?|ampoules?)"
)
EVERY = (
    r"(?:(?:once|twice|(?:two|three|four|\d+) times) (?:a|per|each|every) (?:day|night|week)|daily|"
    r"nightly|a day|per day|"
    r"every (?:other )?(?:\w+ )?(?:hours?|days?|mornings?|nights?|evenings?)|at (?:bedtime|night)|"
    r"in the (?:morning|evening)|with (?:food|meals|breakfast|dinner)|before (?:bed|meals|breakfast))"
)
