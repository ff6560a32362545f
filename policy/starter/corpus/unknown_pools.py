"""The vocabularies of what the starter does not know: subjects, people, firms, illnesses, events, works and so on.

Data only. Every entry is something a question can be about; `unknown_questions.py` puts them into questions.
"""

from policy.starter.corpus import slots

TOPICS_OF_STUDY = """
quantum physics; quantum theory; quantum computing; quantum entanglement; the uncertainty principle; particle physics; atomic physics; nuclear physics; astrophysics; the theory of relativity; the theory of evolution; the big bang theory; chaos theory; the theory of everything;
electromagnetism; gravitational waves; wormholes; supernovas; neutron stars; antimatter; radioactivity; nuclear fission; nuclear energy; X-rays; lasers; electricity; electric motors; transistors; microchips; satellites; radar; solar panels; wind turbines; steam engines; diesel engines; rocket engines; submarines;
microbiology; molecular biology; genetics; heredity; chromosomes; RNA; proteins; hormones; metabolism; the nervous system; the human brain; blood circulation; digestion; the kidneys; the liver; photosynthesis; natural selection; evolution; bacteria; viruses; fungi; cloning; ecosystems; taxonomy; extinction; dinosaurs; fossils; coral reefs; bird migration;
chemistry; chemical bonds; acids and bases; catalysts; polymers; oxidation; electrolysis; isotopes; crystallography; spectroscopy; the periodic table; distillation; biochemistry; pharmacology; toxicology; forensic science; anaesthesia; surgery; virology; epidemiology; neurology; psychiatry; psychoanalysis; hypnosis; psychology; sociology; anthropology; archaeology; linguistics;
calculus; integrals; derivatives; logarithms; trigonometry; algebra; linear algebra; complex numbers; imaginary numbers; matrices; vectors; geometry; non-Euclidean geometry; fractals; infinity; the Fibonacci sequence; the Pythagorean theorem; statistics; standard deviation; logic; Boolean algebra; information theory; machine learning; deep learning; artificial intelligence; computer vision; large language models; robotics; the internet; wifi; Bluetooth; computer networks; encryption; hash functions; algorithms; recursion; virtual memory; cloud computing; bitcoin; quantum cryptography; GPS;
economics; macroeconomics; the stock market; interest rates; hedge funds; bonds; mortgages; pension funds; accounting; marketing; globalisation; free trade; capitalism; socialism; communism; fascism; anarchism; liberalism; democracy in ancient Athens; parliamentary systems; the European Union; the United Nations; international law; human rights law; copyright law; inheritance law; diplomacy; geopolitics;
ethics; metaphysics; epistemology; nihilism; rationalism; empiricism; dialectics; free will; the trolley problem; Buddhism; Hinduism; Taoism; Islam; Judaism; Christianity; mythology; Norse mythology; Egyptian hieroglyphs; the Rosetta stone; Stonehenge; the Roman Empire; the Roman Republic; ancient Greece; ancient Egypt; the Aztecs; the Incas; the Maya; the Vikings; the Crusades; the Middle Ages; the samurai; the Mongol Empire; the slave trade; the suffragettes; apartheid; perestroika; the space race;
impressionism; expressionism; Bauhaus; romanticism; jazz harmony; counterpoint; opera; music theory; sonata form; haiku metre; iambic pentameter; Shakespearean tragedy; literary theory; film editing; perspective in painting; typography; cartography; meteorology; oceanography; hydrology; the water table; tides; earthquakes; tsunamis; volcanoes; glaciers; erosion; the jet stream; El Nino; monsoons; hurricanes; the carbon cycle; the nitrogen cycle; soil science; crop rotation; fermentation; viticulture; metallurgy; welding; ceramics; textile dyeing; bridge building; structural engineering; civil engineering; acoustics; ultrasound; fibre optics; holography; nanotechnology; 3D printing; autopilots; elevators; refrigerators; microwave ovens; touch screens; batteries; fuel cells; combustion; turbulence; the Doppler effect; Bernoulli's principle; Newton's laws; Ohm's law; Boyle's law; Hooke's law; Moore's law; Mendel's laws; Gödel's theorem; Fermat's last theorem; Schrödinger's cat; Maslow's pyramid; Pavlov's dogs; Occam's razor; Plato's cave;
quantum mechanics; string theory; general relativity; black holes; dark matter; entropy; superconductors; semiconductors; plate tectonics;
photosynthesis at the molecular level; the Krebs cycle; DNA replication; gene editing; the immune system; neurotransmitters; epigenetics; enzymes;
organic chemistry; covalent bonds; the periodic law; thermodynamics; Maxwell's equations; the Higgs field; nuclear fusion; neural networks; transformers;
reinforcement learning; blockchain; cryptography; public keys; operating systems; compilers; databases; TCP; the halting problem; game theory; inflation;
monetary policy; supply and demand; the gold standard; comparative advantage; antitrust law; constitutional law; contract law; existentialism; stoicism;
Kant's ethics; utilitarianism; phenomenology; the categorical imperative; Marxism; feudalism; the Silk Road; the Cold War; the Hanseatic League; colonialism;
the Renaissance; the Reformation; the Enlightenment; the industrial revolution; the Byzantine Empire; the Ottoman Empire; the Ming dynasty; the Meiji era;
baroque music; twelve-tone music; cubism; surrealism; Gothic architecture; modernism; magical realism; syntax trees; phonology; semiotics; behaviourism;
cognitive dissonance; attachment theory; social contracts; urbanisation; game design; color theory; lean manufacturing; supply chains; venture capital;
options pricing; Bayesian inference; linear regression; eigenvalues; group theory; topology; differential equations; Fourier transforms; prime gaps;
the Riemann hypothesis; set theory; number theory; graph theory; probability theory; the central limit theorem; climate models; ocean currents; glaciology;
volcanism; stem cells; antibiotics; vaccines; radiocarbon dating; paleontology; ornithology; mycology; hydraulics; aerodynamics; jet engines; rocket fuel;
five-axis milling; concrete mixtures; seismology; optics; laser cooling; graphene; perovskites; lithium batteries; the greenhouse effect; ozone chemistry
"""

PEOPLE = """
Napoleon; Cleopatra; Julius Caesar; Genghis Khan; Joan of Arc; Queen Victoria; Catherine the Great; Charlemagne; Saladin; Suleiman; Akbar; Ashoka; Bolivar;
Lincoln; Churchill; Gandhi; Mandela; Darwin; Newton; Einstein; Curie; Tesla; Edison; Galileo; Kepler; Gauss; Euler; Turing; Lovelace; Hypatia; Aristotle; Plato;
Socrates; Confucius; Descartes; Hume; Hegel; Nietzsche; Freud; Jung; Tolstoy; Goethe; Dante; Cervantes; Homer; Virgil; Mozart; Beethoven; Bach; Chopin; Verdi;
Picasso; Rembrandt; Vermeer; Monet; Frida Kahlo; Elvis; the Beatles; Madonna; Taylor Swift; Beyonce; Messi; Ronaldo; Serena Williams; Usain Bolt; Pele;
Tom Hanks; Meryl Streep; Hitchcock; Spielberg; Kubrick; Elon Musk; Bill Gates; Steve Jobs; the president of France; the king of Norway; the pope; the mayor of Leeds; Marie Antoinette; Louis XIV; Henry VIII; Elizabeth I; Ivan the Terrible; Peter the Great; Attila; Hannibal; Spartacus; Nero; Augustus; Pericles; Alexander the Great; Ramses; Nefertiti; Tutankhamun; Montezuma; Pocahontas; Columbus; Magellan; Vasco da Gama; Marco Polo; Captain Cook; Amundsen; Shackleton;
Michelangelo; Raphael; Caravaggio; Goya; van Gogh; Klimt; Dali; Warhol; Banksy; Dickens; Jane Austen; the Bronte sisters; Oscar Wilde; Mark Twain; Hemingway; Kafka; Dostoevsky; Chekhov; Ibsen; Agatha Christie; Tolkien; Orwell; Borges; Neruda; Rumi; Tagore; Basho; Vivaldi; Handel; Schubert; Wagner; Tchaikovsky; Stravinsky; Louis Armstrong; Bob Dylan; David Bowie; Freddie Mercury; Michael Jackson; Adele; Ed Sheeran; Rihanna;
Pasteur; Mendel; Faraday; Maxwell; Heisenberg; Schrödinger; Niels Bohr; Oppenheimer; Feynman; Stephen Hawking; Archimedes; Pythagoras; Euclid; Copernicus; Linnaeus; Humboldt; Florence Nightingale; Martin Luther King; Rosa Parks; Karl Marx; Rousseau; Voltaire; Kant; Spinoza; Machiavelli; Simone de Beauvoir; Hannah Arendt; Amelia Earhart; Neil Armstrong; Yuri Gagarin; Muhammad Ali; Maradona; Roger Federer; Michael Phelps; Greta Garbo; Charlie Chaplin; Marilyn Monroe; Bruce Lee; Mr Bean; the queen of Denmark; the emperor of Japan; the chancellor of Germany
"""

BUSINESSES = """
Apple; Google; Microsoft; Amazon; Tesla; Toyota; Samsung; Nokia; Siemens; Bayer; Shell; IKEA; Lego; Nike; Adidas; Coca-Cola; Nestle; Sony; Nintendo; Netflix;
Airbus; Boeing; Volvo; BMW; Fiat; Renault; Honda; Intel; Nvidia; OpenAI; Meta; Spotify; Uber; Alibaba; Huawei; Tata; Unilever; Walmart; Tesco; Aldi
"""

PRODUCTS = """
a new phone; a laptop; a bus ticket; a flight to {city}; a train to {city}; a hotel in {city}; a flat in {city}; a litre of petrol; a kilo of gold; an ounce of silver;
a bitcoin; a used car; a bicycle; a washing machine; a piano; a sofa; a concert ticket; a haircut; a passport; a dog licence; a cup of coffee in {city}; a house in {city};
a barrel of oil; a good violin; a winter coat; a gym membership; a cinema ticket; a pair of running shoes; a share of {company}; a new roof; a wedding; a drone; a ton of wheat; a pound of butter in {city}; a loaf of bread in {country}; a taxi from {city} to {city}; a tank of diesel; a tractor; a sailing boat; a caravan; a horse; a puppy; a wedding ring; a diamond; a telescope; a camera; a fridge; a dishwasher; a carpet; a mattress; an electric car; a scooter; a driving lesson; a stamp to {country}; a visa for {country}; an oil painting; a tattoo; a dental crown; a hearing aid; a month of electricity; a square metre of land in {city}; a television; a games console; a graphics card
"""

ILLNESSES = """
diabetes; asthma; a migraine; the flu; malaria; measles; anaemia; arthritis; gout; eczema; psoriasis; pneumonia; bronchitis; appendicitis; epilepsy; a stroke; hepatitis;
tuberculosis; a slipped disc; a torn ligament; kidney stones; an ulcer; high blood pressure; low iron; thyroid trouble; shingles; vertigo; insomnia; depression; ADHD; chickenpox; cholera; dengue fever; scarlet fever; whooping cough; tetanus; rabies; Lyme disease; coeliac disease; hay fever; a concussion; a hernia; cataracts; glaucoma; tonsillitis; sinusitis; a blood clot; an ear infection; dementia; Parkinson's disease; multiple sclerosis; osteoporosis; anorexia; autism; heat stroke; frostbite; food poisoning; poison ivy rash; snake bites
"""

SYMPTOMS = """
my chest hurts; my knee is swollen; I have a rash on my arm; I feel dizzy every morning; my ear rings; I have had a fever for three days; my back aches; I see spots;
my tooth hurts; my heart beats fast; I cough at night; my foot is numb; I lost weight; my stomach burns; my throat is sore; I have a lump on my neck; my hand shakes
"""

MEDICINES = "ibuprofen; aspirin; paracetamol; penicillin; amoxicillin; insulin; metformin; prednisone; codeine; melatonin; statins; beta blockers; antihistamines"

CODE_LANGUAGES = "Python; Java; JavaScript; C; C++; Rust; Go; Haskell; SQL; Bash; Kotlin; Swift; Ruby; PHP; TypeScript; R; Perl; Lisp; Fortran; assembly"

CODE_TASKS = """
sorts a list; reverses a string; finds prime numbers; parses a CSV file; sends an email; scrapes a web page; solves a sudoku; computes a checksum; reads a JSON file;
builds a binary tree; draws a fractal; counts words in a file; finds the longest common substring; merges two sorted arrays; connects to a database; plays tic-tac-toe;
finds the shortest path in a graph; implements a queue; checks for palindromes; multiplies matrices; compresses an image; trains a classifier; serves a website
"""

EVENTS = """
the battle of Hastings; the battle of Lepanto; the French Revolution; the Boston Tea Party; the fall of Constantinople; the treaty of Westphalia; the congress of Vienna;
the First World War; the Second World War; the moon landing; the siege of Vienna; the Crimean War; the Boer War; the Black Death; the Great Fire of London; the Berlin Wall;
the Suez crisis; the partition of India; the Meiji restoration; the Taiping rebellion; the Peloponnesian War; the Punic Wars; the Gunpowder Plot; the gold rush; the battle of Waterloo; the battle of Trafalgar; the battle of Marathon; the Trojan War; the Thirty Years War; the American Civil War; the Russian Revolution; the Spanish Civil War; the Vietnam War; the Korean War; the Opium Wars; the Irish famine; the plague of Athens; the eruption of Vesuvius; the sinking of the Titanic; the first flight; the storming of the Bastille; the fall of the Aztec Empire; the discovery of America; the Norman conquest; the trial of Galileo; the Wall Street crash; the Cuban missile crisis; the Chernobyl accident
"""

TEAMS = """
Arsenal; Chelsea; Liverpool; Real Madrid; Barcelona; Juventus; Ajax; Bayern; Benfica; the Lakers; the Bulls; the Yankees; the Red Sox; the Packers; Celtic; the All Blacks;
Boca Juniors; Flamengo; Galatasaray; Dinamo; the Maple Leafs; the Springboks; Leeds; Everton; Napoli; the Wallabies; the Giants; the Cowboys
"""

WORKS = """
Don Quixote; War and Peace; Ulysses; Faust; the Divine Comedy; the Iliad; the Aeneid; Madame Bovary; Moby Dick; Middlemarch; Crime and Punishment; the Decameron; Beowulf;
the Tale of Genji; One Hundred Years of Solitude; Things Fall Apart; The Trial; Swan Lake; Tosca; Carmen; Citizen Kane; Casablanca; Star Wars; The Godfather; Titanic; Jaws; Macbeth; King Lear; Pride and Prejudice; Jane Eyre; Dracula; Frankenstein; Oliver Twist; Great Expectations; The Great Gatsby; 1984; Brave New World; Lolita; The Odyssey; The Magic Flute; La Traviata; The Nutcracker; Guernica; The Scream; Harry Potter; The Lord of the Rings; The Hobbit; Dune; The Matrix; Psycho; Vertigo; Bohemian Rhapsody; Candide; Siddhartha; Anna Karenina; Les Miserables
"""

OFFICES = "president; prime minister; king; queen; chancellor; finance minister; foreign minister; mayor; chief justice; archbishop; governor; ambassador"

LONG_WORKS = "essay; report; blog post; speech; article; business plan; cover letter; thesis; newsletter; press release; screenplay; novel; manual; review; proposal; contract"

SUBJECTS = """
climate change; remote work; the history of tea; social media; electric cars; space travel; school uniforms; healthy eating; tourism in {city}; the future of cities; robots;
artificial intelligence; the rise of {company}; leadership; modern art; migration; renewable energy; the economy of {country}; free speech; the film {work}; the life of {person};
water supply; taxes; the novel {work}; the fall of Rome; {study}; sleep; childhood; democracy; public transport; recycling; video games; my trip to {city}
"""

_POOL_TEXTS = {
    "study": TOPICS_OF_STUDY,
    "person": PEOPLE,
    "company": BUSINESSES,
    "product": PRODUCTS,
    "illness": ILLNESSES,
    "symptom": SYMPTOMS,
    "medicine": MEDICINES,
    "code": CODE_LANGUAGES,
    "task": CODE_TASKS,
    "event": EVENTS,
    "team": TEAMS,
    "work": WORKS,
    "office": OFFICES,
    "piece": LONG_WORKS,
    "subject": SUBJECTS,
}

POOLS: dict[str, tuple[str, ...]] = {
    name: tuple(" ".join(entry.split()) for entry in text.split(";")) for name, text in _POOL_TEXTS.items()
} | {
    "city": slots.CITIES,
    "country": slots.COUNTRIES,
    "food": slots.FOODS,
    "animal": slots.ANIMALS,
    "language": slots.LANGUAGES,
    "job": slots.JOBS,
    "day": slots.DAYS,
    "word": slots.WORDS,
}
