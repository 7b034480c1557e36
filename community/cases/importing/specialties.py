"""Which specialty a report belongs to, when its words make that clear; otherwise none, as a wrong one misleads.

Each word counts once. Clear means: at least five different words of one specialty, and far
fewer of the next. The beginnings are common to English and French, so one table serves both.
"""

import re

MINIMUM = 5
LEAD = 1.6

_BEGINNINGS = {
    "cardiology": "electrocardiogra électrocardiogra ecg echocardiogra échocardiogra myocard coronar ventric "
    "ventriculaire "
    "atrial auriculaire mitral aortic valve troponin pericard péricard cardiolog angina angor cardiomyopath",
    "dermatology": "skin cutané cutaneous papul erythemat érythémat dermatolog dermal derme epiderm épiderm plaques "
    "pruritus prurit itch lesions keratosis dermoscop follicul blister bullous bulle scalp eczema psoria",
    "endocrinology": "thyroid thyroïd tsh cortisol pituitar hypophys adrenal surrénal parathyroid diabet insulin "
    "hba1c goitre goiter acromegal prolactin hyperglyc endocrin ketoacidosis testosterone hypocalc hypercalc",
    "gastroenterology": "endoscop coloscop colonoscop gastroscop colon gastri gastro hepat hépat jaundice ictère "
    "cirrho ascit diarrh bilirubin transaminas pancrea pancréa oesophag esophag dysphag rectal melena méléna crohn",
    "general-surgery": "laparotom laparoscop appendic appendec cholecystect cholécystect herni peritoni périton "
    "resection résection anastomos occlusion intestinal bowel mesenter mésent stoma drain incision volvulus suture",
    "haematology": "leukemi leukaemi leucémi lymphom platelet plaquett thrombocytop thrombopén myelogram myélogram "
    "marrow médullaire blasts blastes neutrop neutrop anemi anaemi anémi sickle drépanocyt haemoglobin hemophil "
    "coagul",
    "infectious-diseases": "malaria paludisme plasmodi tubercul hiv vih antibiot ceftriaxone amoxicill sepsis "
    "fever fièvre "
    "serolog sérolog parasit culture staphylo strepto brucell typho leishman antiretroviral antirétrovir culture",
    "nephrology": "creatinin créatinin dialys hemodialys hémodialys proteinur protéinur nephrot néphrot glomerul "
    "glomérul "
    "renal rénal nephropath néphropath nephrolog néphrolog",
    "neurology": "seizure convulsion épileps epilep paresis parésie hemipleg hémiplég parapleg parapar cerebr cérébr "
    "neurolog brain encephal encéphal reflex réflex headache céphalée electroenceph mening méning spinal aphasi "
    "dysarthri ataxi sensory neuropath stroke tetrapar babinski",
    "obstetrics-gynaecology": "pregnan grossesse gestation uter utér ovar ovair vagin cesarean caesarean césarienne "
    "gynecolog gynaecolog gynécolog fetus foetus fœtus amenorrh aménorrh menstru placent obstetric obstétri "
    "delivery accouche parity gravida multipar cervix endometri hysterectom hystérectom",
    "oncology": "carcinoma carcinome metasta métasta chemotherap chimiothérap radiotherap radiothérap tumor "
    "tumour tumeur "
    "malignan adenocarcinom adénocarcinom immunohistochem immunohistochim oncolog sarcom lymphadenopath cisplatin",
    "ophthalmology": "eye œil oeil visual visuelle ophthalm ophtalm cornea cornée retin rétin intraocular "
    "intraoculaire "
    "slit conjunctiv conjonctiv fundus uveit uvéit glaucom lens cristallin eyelid paupière macul optic",
    "orthopaedics": "fractur radiograph femur fémur tibi humer humér knee genou shoulder épaule hip hanche wrist "
    "poignet "
    "joint ligament orthop osteosynthes ostéosynth arthro dislocation luxation plâtre elbow coude tendon",
    "otolaryngology": "ear oreille nasal nose nez laryn larynx pharyn otorh otorrh otolaryng orl tonsil amygdal "
    "sinus hearing "
    "surdité hypoacous vocal parotid tympan otoscop otalgi mastoid nasofibroscop dysphoni",
    "psychiatry": "psychiatr psychotic psychotique delusion délir hallucinat depressi dépressi anxiety anxiété suicid "
    "schizophren schizophrén bipolar antipsychot olanzapine risperidon haloperidol mood",
    "respiratory-medicine": "pulmon lung poumon pleur bronch dyspn cough toux thoracic thoracique chest "
    "expectorat hemopty "
    "hémopty sputum crachat spirometr pneumothora pneumon wheez sibilant crackles",
    "rheumatology": "arthrit lupus antinuclear antinucléaire synov rheumat rhumat sjogren sjögren vasculit vascularit "
    "sacroili polyarthr arthralg scleroderm sclérod behçet behcet anca spondyl corticotherap",
    "urology": "urinar ureter urét prostat bladder vessie testic scrot penis pénis pénien hematur hématur kidney "
    "cystoscop "
    "uroscanner urolog nephrectom néphrectom lithiasis lithias catheter psa hydroneph",
}
_WORDS = {
    code: re.compile(rf"\b({'|'.join(sorted(set(text.split()), key=len, reverse=True))})")
    for code, text in _BEGINNINGS.items()
}


def guess_specialty(text: str) -> str:
    """Return the specialty's code when the words make it clear, else ""."""
    folded = text.casefold()
    counts = sorted(((len(set(words.findall(folded))), code) for code, words in _WORDS.items()), reverse=True)
    (first, code), (second, _next) = counts[:2]
    return code if first >= MINIMUM and first >= second * LEAD else ""
