"""How people ask for lists and ask on about them."""

from policy.starter.corpus.tables import lines

ASKS = lines("""
    Name {n} {kind}.
    Name {n} {kind}
    name {n} {kind} please
    Give me {n} {kind}.
    give me {n} {kind}
    List {n} {kind}.
    list {n} {kind}
    Tell me {n} {kind}.
    Can you name {n} {kind}?
    Could you list {n} {kind}, please?
    Could you please give me {n} {kind}?
    I need {n} {kind}.
    i want {n} {kind}
    What are {n} {kind}?
    {n} {kind}
    {n} {kind} please
    {n} {kind}?
    Please name {n} {kind}.
    Write down {n} {kind}.
    Make a list of {n} {kind}.
    Do you know {n} {kind}?
    Say {n} {kind}.
    Think of {n} {kind}.
    I am looking for {n} {kind}.
    Would you name {n} {kind} for me?
    hey, can you give me {n} {kind}
    My son needs {n} {kind} for school.
    Please come up with {n} {kind}.
    Suggest {n} {kind}.
    Any {n} {kind} will do.
    Show me {n} {kind}.
    name me {n} {kind}
    I could do with {n} {kind}.
    Let me have {n} {kind}.
    Let me hear {n} {kind}.
    Find me {n} {kind}.
    Pick {n} {kind} for me.
    Choose {n} {kind}.
    Which {n} {kind} come to your mind?
    Which {n} {kind} would you name?
    For a game I need {n} {kind}.
    For my homework I must write down {n} {kind}.
    We are playing a word game and I need {n} {kind}.
    In a quiz I was asked for {n} {kind}. Which ones could I say?
    I can't think of {n} {kind}, can you?
    I am supposed to name {n} {kind}. Help!
    My task is to draw {n} {kind}. Which ones?
    My daughter wants to hear {n} {kind}.
    I bet you cannot name {n} {kind}.
    Can you think of {n} {kind}?
    Can you tell me {n} {kind}?
    Got {n} {kind} for me?
    gimme {n} {kind}
    throw {n} {kind} at me
    Rattle off {n} {kind}.
    Enumerate {n} {kind}.
    I would be glad of {n} {kind}.
    I'd like to read {n} {kind}.
    A list with {n} {kind}, please.
    a list of {n} {kind}
    May I have {n} {kind}?
    How about {n} {kind}?
    Just {n} {kind}, nothing else.
    Only {n} {kind}, please.
    exactly {n} {kind} please
    Random {n} {kind}, please.
    Your task: {n} {kind}.
    Can I get {n} {kind}?
    Put {n} {kind} on a list.
    Teach me {n} {kind}.
    Here is what I want: {n} {kind}.
    It is {n} {kind} that I need.
""")
"""The number right before the category."""

APART = lines("""
    {kinds}, name me {n}
    {kinds}, name {n}.
    {kinds}: name {n}.
    {kinds}: {n}
    {kinds}, {n} of them
    {kinds}, {n} please
    {kinds}, please, {n} of them.
    {kinds} - I need {n}.
    {kinds}: give me {n} of them.
    {kinds}? Tell me {n}.
    {kinds}, I need {n} of them.
    {kinds}, can you name {n}?
    {kinds}, could you list {n} for me?
    {kinds}, do you know {n}?
    {kinds}: which {n} come to mind?
    Of all {kinds}, name {n}.
    Of all the {kinds}, pick {n}.
    Out of all {kinds}, choose {n}.
    From the {kinds} that you know, name {n}.
    From the world of {kinds}, give me {n}.
    Among {kinds}, tell me {n}.
    When you think of {kinds}, which {n} come first to mind?
    You know some {kinds}, don't you? Name {n}.
    If I say {kinds}, which {n} do you think of?
    I need {kinds}, {n} of them.
    I want {kinds}, but only {n}.
    I'd like {kinds}. {n}, please.
    I am collecting {kinds}. Give me {n}.
    Our topic is {kinds}. Name {n}.
    The category is {kinds}. Say {n}.
    My homework is about {kinds}. I must name {n}.
    On the topic of {kinds}: name {n}.
    About {kinds}: can you list {n}?
    As for {kinds}, which {n} can you name?
    Let's talk about {kinds}. Tell me {n}.
    Do you know any {kinds}? Name {n}.
    Do you like {kinds}? Tell me {n} of them.
    How many {kinds} do you know? Give me {n}.
    {n} of your favourite {kinds}?
    {n} of your favourite {kinds}, please.
    Name {n} of your favourite {kinds}.
    Tell me {n} of your favourite {kinds}.
    What are {n} of your favourite {kinds}?
    List {n} of the {kinds} you like best.
    Which {n} of the {kinds} do you like?
    {n} of the best-known {kinds}, please.
    Give me {n} examples of {kinds}.
    {n} examples of {kinds}
    {n} examples for {kinds}?
    What are {n} examples of {kinds}?
    Can you give me {n} examples of {kinds}?
    {kinds}, {n} examples please
    Name me, out of the {kinds}, any {n}.
    {n}, please, of the {kinds} there are.
    {n} please. {kinds}, I mean.
    Give me {n}. I mean {kinds}.
    Name {n} of the {kinds} there are.
    I want to hear {n} of the many {kinds}.
    Can you name any {n} of the {kinds}?
    What {n} things would you put under {kinds}?
    With {kinds} as the topic, list {n}.
""")
"""The number and the category in other places; {kinds} stays in the plural."""

SOME = lines("""
    Name some {kind}.
    list a few {kind}
    Give me some {kind}.
    Which {kind} do you know?
    tell me a few {kind}
    Can you list some {kind}?
    What are some {kind}?
    {kind}, which ones do you know?
    What {kind} are there?
    {kind}?
    {kind}, name a few
    I want to hear some {kind}.
    A list of {kind}, please.
    Do you know any {kind}?
    What {kind} come to mind?
    Let me hear a few {kind}.
    some {kind} please
    Can you think of any {kind}?
    I need a few {kind}.
    Examples of {kind}?
""")

AND_ALSO = lines("""
    And {n} {kind}?
    now {n} {kind}
    What about {n} {kind}?
    and {n} {kind} please
    Then {n} {kind}.
    OK, and {n} {kind}?
    And of {kinds}, {n}?
    Next, {n} {kind}.
    Also {n} {kind}.
    And now {kinds}, {n} of them.
    And {kinds}? {n}, please.
    Could you do {n} {kind}, too?
    And {n} of your favourite {kinds}?
    I also need {n} {kind}.
    Fine. Now name {n} {kind}.
""")
AS_MANY = lines("""
    The same with {kinds}.
    And as many {kinds}?
    and the same number of {kinds}?
    Same again, but {kinds}.
    now the same for {kinds}
    And as many {kinds}, please.
    Do the same with {kinds}.
    Just as many {kinds}, please.
    This time {kinds}, as many as before.
""")
"""Another category, as many as before."""

WHICH = lines("""
    What was the {word} one?
    the {word} one?
    Which was the {word} one?
    and the {word}?
    What is the {word} one again?
    Tell me the {word} one again.
    which one is {word}
    Say the {word} one again, please.
    Which one did you name {word}?
    What did you say {word}?
    What came {word}?
    Which one came {word} in your list?
    The {word} one was what?
    Sorry, what was the {word} one?
    I missed the {word} one.
    I forgot the {word} one, what was it?
    Repeat the {word} one.
    Which is {word} on the list?
    Of these, what was the {word}?
    the {word} on your list?
    Just the {word} one again.
    What stands {word} in the list?
    I like the {word} one. What was it again?
    Can you repeat only the {word} one?
    Give me the {word} one once more.
    {word} one again?
    And what was the {word} of them?
""")
ONE_MORE = lines("""
    one more
    One more, please.
    Another one?
    another one
    Give me one more.
    and one more?
    Can I have another one?
    Can you name another?
    Is there another one?
    And another?
    Do you know one more?
    Add one more.
    Add another one to the list.
    A further one, please.
    Just one more.
    Any other?
    And which else?
    Name one that you have not said yet.
    I need one more.
    One more and I am happy.
    Something else on that list?
    one extra please
    Can you think of one more?
    Yet another one?
    Put one more on the list.
    And now one that is new.
    Which other one is there?
""")
MORE = lines("""
    another {n}
    {n} more
    {n} more please
    Give me {n} more.
    And another {n}?
    Name {n} others.
    Add {n} more.
    I need {n} more.
    Can you think of {n} more?
    And {n} others?
    {n} new ones, please.
    {n} that you have not named yet?
    Do you know {n} more of them?
    Put {n} more on the list.
    now {n} different ones
    Can I have {n} more?
    Go on, {n} more.
    Make it longer by {n}.
""")
SORT = lines("""
    Sort them alphabetically.
    can you put them in alphabetical order
    In alphabetical order, please.
    sort the list from a to z
    Could you sort these by name?
    Put them in order of the alphabet.
    Now from A to Z.
    Order them by their initial letters.
    alphabetical please
    Arrange the list alphabetically.
    Would you sort that for me, from A to Z?
    I want them in alphabetical order.
    Can these be sorted by name?
""")
AS_LIST = lines("""
    As a list, please.
    one per line please
    Make that a list.
    with bullet points please
    Put each on its own line.
    Bullet points, please.
    Could I have that as a list?
    Each in a line of its own, please.
    Write them below each other.
""")
AS_SENTENCE = lines("""
    In one sentence, please.
    all in one line please
    write that as a sentence
    without the list
    No bullet points, please.
    Put them all in a single sentence.
    Could I have that in one line?
    As plain text, please.
    Just with commas, please.
""")
WITHOUT = lines("""
    Without {x}, please.
    leave out {x}
    remove {x} from the list
    Take {x} away.
    I do not want {x}.
    delete {x}
    Not {x}, please.
    Drop {x}.
    Strike {x} off the list.
    {x} has to go.
    {x} does not belong there, take it out.
    The list again, but without {x}.
    Everything but {x}.
    all except {x}
    Cross out {x}.
    I don't like {x}, leave it out.
    And if you leave {x} out?
    Skip {x}, please.
    Get rid of {x}.
    Can you take {x} off the list?
""")
HOW_MANY = lines("""
    How many are these?
    how many did you name
    How many is that now?
    How long is the list?
    How many are on the list now?
    Count them.
    How many have we got?
    What number of them did you name?
    That makes how many?
    How many does the list have?
    Can you count them for me?
""")
PACKING = lines("""
    What should I pack for {x}?
    packing list for {x}
    What do I need for {x}?
    Help me pack for {x}.
    Make me a packing list for {x}.
    What do I take along for {x}?
    what to bring for {x}
    Write a list of what I need for {x}.
    For {x}, what do I need to bring?
    {x}: what do I take with me?
    What goes into my bag for {x}?
    I have nothing packed for {x} yet. What do I need?
    Tomorrow is the day for {x}. What must I pack?
    What must not be missing for {x}?
    Which things are useful for {x}?
    I always forget something for {x}. Give me a list.
    We are getting ready for {x}. What should we bring?
    what stuff do i need for {x}
""")
SHOPPING_FOR = lines("""
    What do I need to buy for {x}?
    shopping list for {x}
    Make a shopping list for {x}.
    Which ingredients do I need for {x}?
    what goes into {x}
    I want to make {x}. What do I need?
    Write me a shopping list for {x}, please.
    {x}: which ingredients?
    For {x}, what do I have to buy?
    What is in {x}?
    Tonight there will be {x}. What should I buy?
    ingredients for {x}?
    What should be in the kitchen for {x}?
    I am at the shop and want to make {x}. What do I get?
    My kids wish for {x}. What must I buy?
    What do you put into {x}?
""")
TO_DO = lines("""
    Make a to-do list for {x}.
    to-do list for {x}
    What should I do for {x}?
    What is there to do for {x}?
    Help me plan {x}.
    what do I have to think of for {x}
    Write a to-do list for {x}, please.
    {x}: what has to be done?
    For {x}, which things must I do?
    What are the jobs for {x}?
    I do not know where to start with {x}.
    Which tasks come with {x}?
    I want to forget nothing for {x}. What is to be done?
    a checklist for {x}, please
""")
ANYTHING_ELSE = lines("""
    Anything else?
    What else?
    is that all
    one more thing?
    Add one more.
    what did you forget
    And what else?
    Is there something more?
    Is the list complete?
    Nothing else?
    What is missing?
    Did you leave something out?
    And apart from that?
    what more
    Something you forgot?
""")
HOW_TO = lines("""
    How do I {mine}?
    how do you {x}
    How can I {mine}?
    Tell me how to {x}.
    What are the steps to {x}?
    can you explain how to {x}
    I want to {mine}. How does that work?
    Explain how to {x}, please.
    steps to {x}
    how to {x}
    Would you tell me how to {x}?
    I have never tried to {mine}. What do I do?
    How does one {x}?
    What do I have to do to {mine}?
    What must I do if I want to {mine}?
    Step by step, how do I {mine}?
    Guide me, I want to {mine}.
    I am trying to {mine}. Where do I start?
    Show me how to {x}.
    What is the way to {x}?
    In which order do I do things to {mine}?
    My child wants to learn how to {x}.
    to {x}, what do I do
    Give me instructions to {x}.
    Nobody ever taught me how to {x}.
    Is it hard to {x}? How do you do it?
    Please teach me to {x}.
""")
WHICH_STEP = lines("""
    What is the {word} step?
    and the {word} step again?
    the {word} step?
    What do I do in the {word} step?
    which step is {word}
    Say the {word} step again.
    What was the {word} step?
    I did not get the {word} step.
    And {word}, what do I do?
    Repeat the {word} step, please.
    What comes {word}?
    What is it that I do {word}?
""")
BOTH_SIDES = lines("""
    What are the pros and cons of {x}?
    pros and cons of {x}
    What speaks for and against {x}?
    Give me the pros and cons of {x}.
    good and bad sides of {x}?
    Is {x} a good thing?
    What is good and bad about {x}?
    What do you think of {x}?
    {x}: pros and cons?
    {x}, yes or no?
    {x}, is that a good idea?
    What are the advantages and disadvantages of {x}?
    I am thinking about {x}. What are the two sides?
    Weigh up {x} for me.
    Should I say yes or no to {x}?
    What can be said for {x}, and what against it?
    Why would I choose {x}, and why not?
    My family cannot agree on {x}. What speaks for it, what against it?
    For and against {x}, please.
    What is the good side of {x}, and what is the bad one?
    For an essay, I need points for and against {x}.
""")
