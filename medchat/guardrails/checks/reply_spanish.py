"""The reply rules in Spanish: diagnosis, advice and harm, read in every reply because a model may change language."""

import re

from medchat.guardrails.checks.reply_view import Rule, View, among, rule, views
from medchat.guardrails.types import Judgement, Reply, ReplyVerdict

_CARER = (
    r"(?:medic[oa]s?|doctor(?:a|es|as)?|enfermer[oa]s?|equipo(?: medico| de (?:atencion|salud|"
    r"cuidado))?|farmaceutic[oa]s?|proveedor(?:es)?|especialistas?|cirujan[oa]s?|partera|pediatra|"
    r"cardiolog[oa]|dentista|terapeuta|profesional(?:es)?(?: de la salud)?|hospital|clinica)"
)
_COND = (
    r"(?:cancer|tumor|leucemia|diabetes|prediabetes|hipertension|presion alta|colesterol alto|azucar "
    r"alta|derrame(?: cerebral)?|"
    r"ictus|infarto|ataque (?:al corazon|cardiaco|de panico)|asma|neumonia|bronquitis|gripe|resfriado|"
    r"migrana|epilepsia|demencia|"
    r"alzheimer|parkinson|depresion|ansiedad|anemia|coagulo|trombosis|embolia|infeccion|ulcera|reflujo|"
    r"calculos?|piedras|hernia|"
    r"apendicitis|gota|artritis|artrosis|osteoporosis|fractura|esguince|lupus|soriasis|psoriasis|eccema|"
    r"culebrilla|varicela|"
    r"sarampion|sarna|alergia|celiaca|menopausia|quiste|fibromas?|embarazo|vih|sida|hepatitis|cirrosis|"
    r"meningitis|tuberculosis|"
    r"covid|virus|enfermedad|trastorno|sindrome|insuficiencia|arritmia|angina|convulsion(?:es)?|"
    r"obesidad|deshidratacion|"
    r"[a-z]{3,}(?:itis|osis|emia|oma|patia|algia))"
)
_MED = (
    r"(?:medicinas?|medicamentos?|remedios?|pastillas?|tabletas?|capsulas?|dosis|inyeccion(?:es)?|"
    r"antibioticos?|insulina|inhalador|"
    r"aspirina|paracetamol|acetaminofen|ibuprofeno|naproxeno|metformina|lisinopril|losartan|warfarina|"
    r"prednisona|amoxicilina|"
    r"omeprazol|antidepresivos?|anticoagulantes?|diureticos?|esteroides?|estatinas?|calmantes?|"
    r"analgesicos?|jarabe|tylenol|advil|"
    r"vacunas?|quimioterapia|[a-z]{3,}(?:cilina|micina|pril|sartan|olol|statina|prazol|azepam))"
)
_NUM = r"(?:\d+(?:[.,]\d+)?|un[oa]?|dos|tres|cuatro|cinco|seis|diez|veinte|media|medio|otra|otro|el doble)"
_UNIT = (
    r"(?:mg|miligramos|ml|mililitros|gramos|unidades|pastillas?|tabletas?|capsulas?|gotas|cucharadas?|"
    r"cucharaditas?|inhalaciones)"
)
_KIN = r"(?:hij[oa]|esposa|esposo|marido|mujer|madre|padre|mama|papa|herman[oa]|abuel[oa]|bebe|nin[oa]|pareja)"
_SAFE = (
    rf"\b(?:si|cuando|puede(?:n)?|podria(?:n)?|quizas?|algunas|muchas|personas|segun|salvo|a menos|hasta "
    rf"que|pregunte|hable|consulte|diga(?:le)?|{_CARER})\b"
)
_START = r"(?:^|[,;:] |\b(?:y|pero|mejor|solo|simplemente|entonces|ahora|luego) )"
_HELP = rf"(?:{_CARER}|emergencias?|urgencias?|ambulancia|911|ayuda|nadie|cita)"

DIAGNOSIS: tuple[Rule, ...] = (
    rule(
        "es-sounds-like",
        (
            rf"\b(?:parece(?: que)?|suena a|se ve como|tiene pinta de|da la impresion de) (?:ser |que "
            rf")?(?:un[ao]? |usted |tiene |es |esta |su )?(?:[a-z]+ ){{0,2}}?(?:{_COND}|tiene|tienes|esta)\b"
        ),
        on="all",
        unless=rf"\b(?:puede|sintomas se|{_CARER})\b",
    ),
    rule(
        "es-belief",
        (
            r"\b(?:creo|pienso|sospecho|supongo|estoy (?:segur[oa]|casi segur[oa])|me temo|dirìa|diria|opino) "
            r"(?:de )?que\b|\bmi (?:diagnostico|impresion|opinion) es\b|\bsospecho\b"
        ),
        on="all",
    ),
    rule(
        "es-you-have",
        (
            rf"\b(?:usted |tu |ya |lo que )?(?:tiene|tienes|padece|padeces|sufre|sufres|contrajo|presenta) "
            rf"(?:probablemente |seguramente |claramente )?(?:de )?(?:un[ao]?s? |la |el |los |las )?(?:[a-z]+ "
            rf"){{0,2}}?{_COND}\b"
        ),
        on="all",
        unless=rf"{_SAFE}|\b(?:quien|que tienen?|alguien|gente|tipo de|persona|paciente)\b",
    ),
    rule(
        "es-you-are",
        (
            r"\b(?:usted|tu|ella|el|si|no)?,? ?(?:no )?(?:esta|estas|es|eres) (?:probablemente |seguramente |"
            r"claramente |muy |ya )?(?:embarazad[oa]|diabetic[oa]|anemic[oa]|deprimid[oa]|deshidratad[oa]|"
            r"obes[oa]|hipertens[oa]|infectad[oa]|en (?:la menopausia|remision|trabajo de parto))\b"
        ),
        on="all",
        unless=rf"{_SAFE}|\b(?:mientras|la mujer|una (?:mujer|persona)|que)\b",
    ),
    rule(
        "es-kin",
        rf"\bsu {_KIN} (?:tiene|padece|sufre(?: de)?|esta|tuvo) (?:un[ao]? )?(?:[a-z]+ ){{0,2}}?{_COND}\b",
        on="all",
        unless=_SAFE,
    ),
    rule(
        "es-result",
        (
            r"\b(?:su|sus|tu|tus|el|los|las|estos?|estas?|esos?) (?:[a-z0-9]+ ){0,4}?(?:resultados?|numeros?|"
            r"analisis|examen(?:es)?|prueba|a1c|presion|azucar|colesterol|radiografia|biopsia|ecografia|"
            r"nivel(?:es)?|rinon(?:es)?|tiroides|higado|corazon)(?: (?:de|en) [\d.,/%]+)? (?:significan?|"
            r"muestran?|indican?|confirman?|prueban?|quieren? decir|(?:esta|estan|es|son|salio|salieron) (?:muy "
            r"|demasiado |un poco |perfectamente )?(?:alt[oa]s?|baj[oa]s?|normal(?:es)?|bien|mal|elevad[oa]s?|"
            r"positiv[oa]s?|negativ[oa]s?|inflamad[oa]s?|fallando|hiperactiv[oa]|dañad[oa]s?))\b"
        ),
        on="all",
        unless=rf"{_SAFE}|\b(?:que significan?|como|una persona)\b",
    ),
    rule(
        "es-this-is",
        (
            rf"(?:^|[,;] |\b(?:y|si|no) )(?:esto|eso|lo que (?:tiene|siente|describe)|es|son|seguro que es|"
            rf"probablemente es|no es)(?: (?:es|son|no es|debe ser|tiene que ser))? (?:probablemente |"
            rf"seguramente |claramente |solo |casi seguro |sin duda )*(?:un[ao]? |la |el |su )?(?:caso de |"
            rf"ataque de )?(?:[a-z]+ ){{0,1}}?{_COND}(?:$|[.,!;])"
        ),
        on="all",
        unless=rf"{_SAFE}|\b(?:llama|tipo|enfermedad que|comun)\b",
    ),
    rule(
        "es-likelihood",
        (
            r"\b(?:su|tu) (?:riesgo|probabilidad|posibilidad|pronostico)[^.;]{0,40} (?:es|son) (?:de(?:l)? |muy "
            r"|del )?(?:\d|alt[oa]|baj[oa]|minim[oa])|\b(?:hay|tiene) (?:un|una) (?:\d+ ?(?:%|por ciento)|gran|"
            r"alta|buena) (?:probabilidad|posibilidad)?[^.;]{0,25}\b(?:usted|tenga|sea|su)\b|\ble quedan? "
            r"(?:\w+ )?(?:meses|semanas|anos|dias)"
        ),
        on="all",
        unless=_SAFE,
    ),
    rule(
        "es-cause",
        (
            r"\b(?:la causa de su|lo que (?:le )?(?:causa|provoca|pasa) (?:su |es )|su (?:dolor|tos|fiebre|"
            r"mareo|cansancio|sarpullido|hinchazon) (?:es|se debe|viene|proviene) (?:de|por|a|causado))"
        ),
        on="all",
        unless=_SAFE,
    ),
)
ADVICE: tuple[Rule, ...] = (
    rule(
        "es-use",
        (
            rf"{_START}(?:no )?(?:tom[ea](?:se|te)?|us[ea]|pongase|ponga|inyectese|inyecte|trague|pruebe|"
            rf"aplique(?:se)?|agregue|empiece(?: con| a tomar)?|comience(?: con)?|dele|deme|dale|beba) (?:a "
            rf"(?:su|tu|la|el) [a-z]+ )?(?:(?:la|el|su|esa|ese|esta|un|una|unas|mas|menos|los|las) )?(?:{_NUM} "
            rf"(?:mas )?(?:de )?(?:[a-z]+ )?)?(?:{_MED}|{_UNIT})\b"
        ),
        on="all",
        unless=(
            rf"\b(?:segun|como (?:se )?(?:le )?(?:indi|rece)|receta(?:do|da)?|exactamente|sin (?:hablar|"
            rf"consultar|preguntar)|a menos|hasta que|{_CARER})\b"
        ),
    ),
    rule(
        "es-change",
        (
            rf"{_START}(?:deje(?: de)?|suspenda|pare|salte(?:se)?|omita|doble|duplique|reduzca|aumente|suba|baje|"
            rf"cambie|parta|corte|reemplace|mezcle|combine|siga|continue|reanude|quite) (?:tomar |de tomar |"
            rf"tomando |con |usar )?(?:(?:la|el|su|sus|los|las|esa|ese|una|un|a) )*(?:{_NUM} )?(?:[a-z]+ "
            rf")?{_MED}\b"
        ),
        on="all",
        unless=(
            rf"\bno (?:deje|suspenda|pare|cambie|salte|omita|duplique|mezcle|corte|reduzca|aumente)|\b(?:segun|a "
            rf"menos|{_CARER})\b"
        ),
    ),
    rule(
        "es-ought",
        (
            rf"\b(?:usted )?(?:deberia|debe|tiene que|necesita|debes|tienes que|necesitas|deberias|le conviene|"
            rf"puede) (?:dejar (?:de )?(?:tomar)?|tomar|usar|empezar|cambiar|aumentar|bajar|doblar|suspender|"
            rf"saltarse|operarse|inyectarse|mezclar|combinar|rechazar|hacerse) ?(?:(?:la|el|su|sus|un|una|esa|"
            rf"ese|mas|a|con|los|las) )*(?:{_NUM} )?(?:[a-z]+ )?(?:{_MED}|{_UNIT}|cirugia|operacion|biopsia|"
            rf"resonancia|tomografia|quimio|dieta)\b"
        ),
        on="all",
        unless=(
            rf"\b(?:segun|si (?:su|tiene|esta)|a menos|personas|no (?:debe|deberia) (?:dejar|suspender|cambiar)|"
            rf"sin|{_CARER}|puede (?:tomar|usar) (?:medic|varias))\b"
        ),
    ),
    rule(
        "es-dose",
        (
            rf"^{_NUM} {_UNIT} (?:cada|al dia|por dia|diarias?|en la|antes|dos veces|tres veces|ahora|es "
            rf"suficiente)"
        ),
        on="all",
    ),
    rule(
        "es-dose",
        (
            rf"\b(?:tome|tomar|use|dele|ponga(?:se)?|inyecte(?:se)?|puede tomar) (?:[a-z]+ ){{0,2}}{_NUM} (?:mas "
            rf")?{_UNIT}\b|\bsu dosis (?:es|debe ser|deberia ser|debe (?:subir|bajar))\b"
        ),
        on="all",
        unless=rf"\b{_CARER}\b",
    ),
    rule(
        "es-recommend",
        (
            r"\b(?:le |te )?(?:recomiendo|aconsejo|sugiero)\b|\bmi (?:consejo|recomendacion|sugerencia) es\b|"
            r"\byo (?:tomaria|dejaria|esperaria|elegiria|no (?:tomaria|iria|llamaria))\b|\b(?:si fuera usted|en "
            r"su lugar)\b|\b(?:la mejor opcion|lo mejor|el mejor (?:tratamiento|medicamento)) para (?:usted|ti|"
            r"el|ella|su)\b"
        ),
        on="all",
        unless=rf"\b(?:pregunte|decida|{_CARER}|no (?:le )?(?:recomiendo|aconsejo))\b",
    ),
    rule(
        "es-wait",
        (
            r"\b(?:espere|esperaria|aguante|esperemos) (?:un(?:os|as)?|\w+|a ver|hasta) ?(?:dias?|semanas?|"
            r"horas?|el lunes|manana|si|que)?\b(?=.*\b(?:antes de|llamar|ir|dias?|semanas?|horas?|lunes|manana|"
            r"ver|pase|mejor))|\bno hay prisa\b"
        ),
        on="all",
        unless=rf"\b(?:no espere|puede|le (?:pediran|diran)|despues de|{_CARER} (?:puede|dira))\b",
    ),
    rule(
        "es-choice",
        (
            r"(?:^|[,;] )(?:rechace|cancele|posponga|elija|acepte|pida|hagase|sometase a|evite) (?:la|el|una|un|"
            r"su) (?:[a-z]+ )?(?:cirugia|operacion|quimioterapia|quimio|radiacion|biopsia|resonancia|tomografia|"
            r"cita|cesarea|trasplante|tratamiento|vacuna)"
        ),
        on="all",
        unless=rf"\b(?:segun|{_CARER})\b",
    ),
    rule(
        "es-permission",
        (
            r"\b(?:esta bien|no pasa nada|es seguro|no hay problema|puede) (?:si |en |con )?(?:usted "
            r")?(?:mezclar|tomar alcohol|dejar de tomar|saltarse|tomarlo todo|manejar despues|conducir despues|"
            r"tomarlos juntos)\b"
        ),
        on="all",
        unless=rf"\b(?:pregunte|si es seguro|cuando|{_CARER}|no es seguro)\b",
    ),
)
UNSAFE: tuple[Rule, ...] = (
    rule(
        "es-reassurance",
        (
            r"\b(?:no (?:hay (?:nada )?(?:de que|por que|motivo para|razon para)|se|te) ?(?:preocup\w+|alarm\w+|"
            r"asust\w+)|nada (?:de )?(?:grave|serio|que temer)|no es (?:nada|grave|serio|peligroso|una "
            r"emergencia)|todo (?:va a (?:estar|salir) bien|esta bien|saldra bien)|(?:va|vas) a estar bien|"
            r"estara bien|se (?:le )?(?:va a pasar|pasara|quitara) ?(?:sol[oa]|pronto)?|(?:le )?(?:prometo|"
            r"garantizo|aseguro)|quedese tranquil[oa]|(?:puede )?ignor(?:e|ar)(?:lo|la)?|no le haga caso|es "
            r"normal,? no|son (?:solo )?nervios|esta exagerando|es solo (?:estres|ansiedad|gases|cansancio|"
            r"nervios))\b"
        ),
        on="all",
        unless=r"\b(?:no ignore|nunca ignore|puede que|no siempre|no se preocupe si tiene preguntas)\b",
    ),
    rule(
        "es-discouraging",
        (
            rf"\b(?:no (?:hace falta|necesita|es necesario|tiene que|vale la pena|llame|vaya|moleste|acuda|"
            rf"busque|confie|le diga|vea|pida|hay (?:que|necesidad de))|nunca (?:llame|confie|vaya)|deje de "
            rf"(?:ver|ir|llamar)|evite (?:ir|llamar|ver)|en vez de (?:ir|llamar|ver)) ?(?:en |a |al |de |ver |ir "
            rf"|llamar |que |un |una |la |el |su |los |las |con |molestar )*{_HELP}\b"
        ),
        on="all",
        unless=r"\bno (?:espere|dude|tema|tenga miedo|maneje|conduzca)",
    ),
    rule(
        "es-discouraging",
        (
            rf"\b(?:los )?{_CARER} (?:solo |no )?(?:quieren? (?:su )?dinero|mienten?|le (?:va|van) a (?:ayudar|"
            rf"creer)|saben? nada|exageran?|se equivoca)|\b(?:nadie (?:le )?(?:puede|va a) (?:ayudar|creer)|no "
            rf"tiene remedio|ya es (?:muy )?tarde|no (?:le )?diga(?:s)? a nadie|es nuestro secreto|guarde (?:el|"
            rf"este) secreto|nadie (?:tiene que|debe) saber)"
        ),
        on="all",
    ),
    rule(
        "es-licence",
        (
            r"\b(?:como (?:su |tu |un |una )?(?:medic[oa]|doctor[a]?|enfermer[oa]|farmaceutic[oa]|terapeuta)[ "
            r",]+(?:yo|le|te|puedo|se|creo|recomiendo)|soy (?:su |un |una |tu |el |la )?(?:medic[oa]|doctora?|"
            r"enfermer[oa]|farmaceutic[oa]|psicolog[oa]|terapeuta|persona real|human[oa])|mis (?:otros "
            r")?pacientes|en mi (?:opinion|experiencia) (?:medica|profesional|clinica))\b"
        ),
        on="all",
        unless=r"\bno soy\b",
    ),
    rule(
        "es-self-harm",
        (
            r"\b(?:la (?:forma|manera) mas (?:rapida|facil|indolora|segura) de (?:morir|matar|suicid|hacer|"
            r"acabar)|(?:\d+|veinte|treinta|cuantas) (?:pastillas|tabletas|de (?:ellas|esas)) "
            r"[^.;]{0,25}(?:matar|morir|mortal|bastan)|dosis (?:letal|mortal)|para (?:matarse|suicidarse)|"
            r"(?:corte|cortese|corta) (?:las (?:venas|munecas)|mas profundo|a lo largo)|(?:matese|suicidese|"
            r"ahorquese)|mejor (?:muert[oa]|sin (?:usted|ti)))\b"
        ),
        on="all",
        unless=r"\b(?:llame|piensa|pensamientos|ayuda)\b",
    ),
    rule(
        "es-falsehood",
        (
            r"\b(?:vacunas? (?:causan?|provocan?|dan|producen?|son (?:veneno|peligros))|(?:te|hierbas?|limon|"
            r"ajo|miel|vinagre|bicarbonato|oracion|jugos?|aceites?)[^.;]{0,25} (?:cura|curan|es mejor que|"
            r"reemplaza|elimina el|sana)|cura(?:n)? (?:el cancer|la diabetes|todo)|(?:beba|tome|inyecte) "
            r"(?:cloro|lejia|desinfectante|blanqueador)|quimio(?:terapia)? (?:mata|es veneno))\b"
        ),
        on="all",
        unless=r"\bno (?:causan?|curan?|provocan?|reemplaza|beba|tome|hay)",
    ),
    rule(
        "es-leak",
        (
            r"\b(?:mis instrucciones (?:dicen|son|internas)|(?:el |mi )?(?:prompt|mensaje) del sistema|me "
            r"(?:dijeron|ordenaron|programaron) (?:que|para)|el usuario (?:pregunta|quiere|pide)|(?:el|la|otro|"
            r"otra) paciente (?:anterior|de al lado|de la habitacion|que vino)|historial de otro)\b"
        ),
        on="all",
    ),
)
_ALL = ((UNSAFE, ReplyVerdict.UNSAFE), (DIAGNOSIS, ReplyVerdict.DIAGNOSIS), (ADVICE, ReplyVerdict.ADVICE))
_SPANISH = re.compile(
    r"\b(?:el|la|los|las|su|sus|es|usted|que|de|se|una?|por|con|esta|tiene|tome|deje|le|soy|nada|tomar|"
    r"cada|mis?|dos|solo|del|al|en)\b"
)


def _spanish(seen: View) -> bool:
    return _SPANISH.search(seen.all) is not None


def reply_spanish(reply: Reply) -> Judgement | None:
    """Object to Spanish sentences as the English checks do to English ones; the worst verdict first."""
    spoken = [seen for seen in views(reply.text) if reply.language == "es" or _spanish(seen)]
    claims = [seen for seen in spoken if not seen.all.endswith("?")]
    for rules, verdict in _ALL:
        if (found := among(claims, rules, verdict)) is not None:
            return found
    return None
