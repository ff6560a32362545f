"""How people ask for small sums: in digits, in words, as orders, in little stories, and on from the last result.

Forms are keyed by sign where their order matters: `{a} sign {b}` is what is asked for, wherever the two stand.
"""

from policy.starter.corpus.tables import lines

ASKED = {
    "+": lines("""
        {a} + {b}
        {a} + {b}
        {a}+{b}
        {a}+{b}
        {a} plus {b}
        {a} plus {b}
        {a} plus {b}
        the sum of {a} and {b}
        {a} and {b} together
        {a} added to {b}
        the total of {a} and {b}
        {a} increased by {b}
        {b} more than {a}
    """),
    "-": lines("""
        {a} - {b}
        {a} - {b}
        {a}-{b}
        {a}-{b}
        {a} minus {b}
        {a} minus {b}
        {a} minus {b}
        {a} take away {b}
        {a} less {b}
        {b} taken from {a}
        {a} reduced by {b}
        {b} subtracted from {a}
        the difference between {a} and {b}
    """),
    "*": lines("""
        {a} x {b}
        {a} * {b}
        {a}*{b}
        {a}x{b}
        {a} times {b}
        {a} times {b}
        {a} times {b}
        {a} multiplied by {b}
        the product of {a} and {b}
        {a} lots of {b}
    """),
    "/": lines("""
        {a} / {b}
        {a}/{b}
        {a} ÷ {b}
        {a} divided by {b}
        {a} divided by {b}
        {a} divided by {b}
        {a} : {b}
        {a} split by {b}
    """),
}
SPOKEN = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}

WRAPPERS = lines("""
    What is {sum}?
    What is {sum}?
    What's {sum}?
    what is {sum}
    whats {sum}
    {sum}
    {sum}?
    {sum} =
    {sum} = ?
    Calculate {sum}.
    Can you tell me what {sum} is?
    Could you please calculate {sum}?
    How much is {sum}?
    how much is {sum}
    Please work out {sum}.
    What do you get for {sum}?
    Tell me {sum}.
    Do you know what {sum} is?
    I need {sum}.
    Quick: {sum}?
    Would you work out {sum} for me?
    Solve {sum}
    Compute {sum}.
    {sum} is what?
    {sum} equals?
    What does {sum} equal?
    What does {sum} make?
    hey what is {sum}
    Let's do some maths. What is {sum}?
    My homework asks for {sum}.
    {sum} makes what?
    {sum} comes to what?
    {sum}, how much is that?
    {sum}, what is it?
    {sum}: what is the result?
    What do I get if I do {sum}?
    The result of {sum}?
    Result of {sum}, please.
    The answer to {sum}, please.
    What is the answer to {sum}?
    Answer this: {sum}
    I am stuck at {sum}.
    Help me with {sum}.
    Do {sum} in your head.
    I wonder what {sum} is.
    I was wondering what {sum} makes.
    My daughter must work out {sum}.
    My son asks me what {sum} is.
    Let me know what {sum} is.
    Please do {sum} for me.
    can u do {sum}
    At school they asked for {sum}.
    If I work out {sum}, what do I get?
    I keep getting {sum} wrong.
    For my homework: {sum}.
    My teacher wants to know {sum}.
    tell me the result of {sum}
    Maths question: {sum}?
    How many is {sum}?
    Are you good at maths? What is {sum}?
    I forgot my calculator. {sum}?
    Let me test you: {sum}.
    Surely you know {sum}.
    To how much does {sum} come?
    What number is {sum}?
    Which number do I get for {sum}?
    so {sum} would be?
    I make it something else, what is {sum}?
    pls {sum}
    {sum} gives?
    And what would {sum} be?
    Find {sum}.
    Give me {sum}.
""")

FOLLOWS = lines("""
    and {sum}?
    What about {sum}?
    and what is {sum}?
    {sum}?
    Now {sum}.
    how about {sum}
    ok and {sum}
    And {sum}, how much is that?
    next: {sum}
    Then {sum}?
    And how much would {sum} be?
    Also {sum}.
    Let's go on: {sum}.
    Another: {sum}.
    And what does {sum} make?
    Right. And {sum}?
    And now {sum}, please.
    then what is {sum}
    And if it is {sum}?
    Could you do {sum} too?
    Fine, {sum}?
    good, now {sum}
""")

ORDERS = {
    "+": lines("""
        Add {a} and {b}.
        add {a} and {b}
        Add {b} to {a}.
        Please put {a} and {b} together.
        Count {a} and {b} together.
        Add up {a} and {b}.
        Increase {a} by {b}.
        Find the total of {a} and {b}.
        If I add {b} to {a}, what do I get?
        What do {a} and {b} make together?
        How much do {a} and {b} make together?
        What do you get when you add {a} and {b}?
        I add {b} to {a}. What is the result?
        {a} and {b}, add them.
        Take {a} and add {b}.
        What is {a} if you add {b} to it?
    """),
    "-": lines("""
        Subtract {b} from {a}.
        Take {b} from {a}.
        take {b} away from {a}
        Take {b} off {a}, please.
        Reduce {a} by {b}.
        If I take {b} away from {a}, what remains?
        What remains if you subtract {b} from {a}?
        What is left of {a} when {b} is gone?
        What do you get when you take {b} from {a}?
        I subtract {b} from {a}. What is the result?
        How much is left when I take {b} off {a}?
        Find the difference of {a} and {b}.
        {b} from {a} is what?
        {b} from {a}?
    """),
    "*": lines("""
        Multiply {a} by {b}.
        multiply {a} and {b}
        Take {a} {b} times.
        Multiply {a} with {b}, please.
        If I multiply {a} by {b}, what do I get?
        What do you get when you multiply {a} by {b}?
        Find the product of {a} and {b}.
        I multiply {a} with {b}. What is the result?
        {a} rows of {b}, how many is that?
        How many are {a} groups of {b}?
        {a} and {b}, multiply them.
    """),
    "/": lines("""
        Divide {a} by {b}.
        divide {a} by {b}
        Share {a} among {b}.
        Split {a} into {b} equal parts.
        If I divide {a} by {b}, what do I get?
        What do you get when you divide {a} by {b}?
        I divide {a} by {b}. What is the result?
        How often does {b} fit into {a}?
        If you split {a} into {b} parts, how big is each?
        How often is {b} contained in {a}?
    """),
}
"""Sums as orders and whole sentences."""

ON = {
    "+": lines("""
        Add {n} to that.
        add {n}
        plus {n}
        and {n} more?
        Now add {n}.
        Add another {n}, please.
        And if I add {n}?
        and plus {n}?
        that plus {n}?
        {n} more, please.
        then add {n} to the result
        What if you add {n} to it?
        And with {n} more?
        Give it {n} more.
        so what is that plus {n}
        OK, plus {n}?
    """),
    "-": lines("""
        Take {n} away from that.
        minus {n}
        subtract {n}
        Now take away {n}.
        and {n} less?
        And if I take {n} away?
        and minus {n}?
        that minus {n}?
        then subtract {n} from the result
        What remains if you take {n} off?
        And with {n} less?
        Take {n} off it.
        so what is that minus {n}
        OK, minus {n}?
        now less {n}
    """),
    "*": lines("""
        Double that.
        times two
        now double it
        And twice that?
        Multiply that by 2.
        And doubled?
        and if I double it?
        What is twice as much?
        then double the result
        OK, times two?
        the double of that?
    """),
    "/": lines("""
        Halve that.
        and half of that?
        now halve it
        And if I halve it?
        What is half of it?
        half as much?
        then cut the result in half
        OK, and halved?
        the half of that?
    """),
}
"""What changes the last result, by sign; doubles and halves need no number."""

GAINS = lines("""
    I have {a} {things} and buy {b} more. How many {things} do I have?
    If I have {a} {things} and find {b} more, how many do I have?
    {who} has {a} {things} and gets {b} more. How many {things} does {who} have now?
    there are {a} {things} in a box and {b} in a bag, how many {things} are there
    I had {a} {things}, then {who} gave me {b}. How many have I now?
    {who} picks {a} {things} in the morning and {b} in the evening. How many is that in all?
    We need {a} {things} today and {b} tomorrow. How many {things} do we need?
    {who} sees {a} {things} and then {b} more. How many is that?
    On the table lie {a} {things}, and I put {b} more beside them. How many are on the table?
    I bought {a} {things} and my mother gave me {b}. How many {things} are mine?
    {a} {things} today and {b} tomorrow, how many {things} in all?
    If {who} finds {a} {things} and I find {b} more, how many do we have?
    There are {a} {things}. {who} brings {b} more. How many are there now?
    In my bag are {a} {things}, in yours {b}. How many do we have together?
    {who} collects {a} {things} and later {b} more. What is the total?
    have {a} {things}, get {b} more, how many
    Yesterday {who} gave me {a} {things}, today {b}. How many did I get?
    How many {things} do I have if I had {a} and {who} gave me {b}?
    I counted {a} {things} here and {b} more over there. How many did I count?
""")
LOSSES = lines("""
    I have {a} {things} and give away {b}. How many are left?
    {who} had {a} {things} and lost {b}. How many {things} are left?
    there were {a} {things}, {who} took {b}, how many remain
    If I have {a} {things} and sell {b}, how many {things} do I still have?
    {who} has {a} {things} and gives {b} of them to me. How many does {who} keep?
    Out of {a} {things}, {b} are broken. How many are fine?
    Of my {a} {things} I lost {b}. How many do I still have?
    I own {a} {things} and sell {b}. What is left?
    {a} {things} lay on the table, {who} took {b}. How many are there now?
    We had {a} {things}, but {b} are broken. How many are whole?
    My sister has {a} {things} and gives me {b}. How many does she keep?
    I had {a} {things} and lost {b} on the way. How many {things} came home?
    had {a} {things}, lost {b}, how many now
    How many {things} remain when I have {a} and give away {b}?
    The shop has {a} {things}, and {who} took {b} of them home. How many does the shop have now?
""")
GROUPS = lines("""
    There are {a} bags with {b} {things} each. How many {things} are there?
    {who} buys {a} boxes of {b} {things}. How many {things} is that?
    {a} children have {b} {things} each. How many {things} do they have together?
    I fill {a} shelves with {b} {things} each, how many {things} do I need
    {who} has {a} boxes, and in each are {b} {things}. How many {things} is that?
    {a} friends bring {b} {things} each. How many have we got?
    Each of {a} children has {b} {things}. How many {things} do they have?
    {a} boxes of {b} {things}, how many {things}?
    On {a} tables there are {b} {things} each. How many in all?
""")
SHARES = lines("""
    {a} {things} are shared by {b} children. How many does each get?
    I put {a} {things} into {b} boxes, the same number in each. How many are in a box?
    {who} shares {a} {things} fairly among {b} friends. How many for each?
    {a} {things} for {b} children, shared fairly. How many for each?
    I divide {a} {things} among {b} friends. How many for each?
    I have {a} {things} and {b} boxes. How many go into each box?
    {who} packs {a} {things} into {b} bags, the same number in each. How many are in a bag?
    If {a} {things} are shared out to {b} people, how many does each get?
""")

TWICE = lines("""
    What is twice {n}?
    double {n}
    Double {n}, please.
    What's the double of {n}?
    two times {n}?
    What is {n} doubled?
    {n}, doubled?
    If I double {n}, what do I get?
    Take {n} twice.
    the double of {n}
    and twice {n}?
    How much is double {n}?
    {n} twice, how much is that?
    twice as many as {n}?
    What number is twice as large as {n}?
    Can you double {n} for me?
    And if you double {n}?
""")
HALF = lines("""
    What is half of {n}?
    half of {n}
    Halve {n}.
    What's a half of {n}?
    what do I get if I halve {n}
    {n} cut in half?
    {n}, halved?
    What is the half of {n}?
    and half of {n}?
    Take half of {n}.
    How much is half of {n}?
    Cut {n} in half.
    If I cut {n} in half, what is it?
    half as many as {n}?
    Can you halve {n} for me?
    What number is half as large as {n}?
    And if you halve {n}?
""")

PARITY = lines("""
    Is {n} even or odd?
    Is {n} odd or even?
    even or odd: {n}
    What is {n}, even or odd?
    tell me if {n} is even
    {n}: odd or even?
    {n}, odd or even?
    odd or even, {n}?
    Tell me whether {n} is odd or even.
    Does {n} count as odd or as even?
    Would you say {n} is even or odd?
    What kind of number is {n}, odd or even?
    Is the number {n} an odd or an even one?
    I do not know whether {n} is even or odd.
    Do we call {n} odd or even?
    Say if {n} is odd.
""")
PARITY_NEXT = lines("""
    and {n}?
    What about {n}?
    And {n}, odd or even?
    how about {n}
    and the number {n}?
    Then {n}?
    now {n}
    Same question for {n}.
""")
PARITY_IS = lines("""
    Is {n} {guess}?
    {n} is {guess}, right?
    {n} is {guess}, isn't it?
    So {n} is {guess}?
    Is {n} an {guess} number?
    Is it true that {n} is {guess}?
    I think {n} is {guess}. Am I right?
    Does {n} count as {guess}?
""")

NEXT = lines("""
    What comes next: {row}?
    {row}, ...?
    What is the next number: {row}?
    continue: {row}
    Which number comes after {row}?
    {row} and then?
    next number in {row}
    {row}: what comes next?
    {row}: how does it go on?
    {row}, and so on. Which is the next?
    How does this go on: {row}?
    Go on: {row}
    The row goes {row}. What follows?
    After {row}, what comes?
    Complete the row: {row}
    I see a pattern: {row}. Which number is next?
    What would you put after {row}?
    if I count {row}, what do I say next
    {row}, what now?
    Give me the number that follows {row}.
""")

NEIGHBOUR = lines("""
    Which number comes {word} {n}?
    What number is right {word} {n}?
    what comes {word} {n}
    number {word} {n}?
    {word} {n} comes which number?
    {word} {n}, what comes?
    The number {word} {n}, please.
    Which number is just {word} {n}?
    When I count, what is right {word} {n}?
    What do you say {word} {n} when you count?
    Name the number {word} {n}.
    {n}: what comes {word} it?
    Counting up, what comes {word} {n}?
    Tell me the number that stands {word} {n}.
""")
NEIGHBOUR_NEXT = lines("""
    and {word} {n}?
    what about {word} {n}?
    And what is {word} {n}?
    and right {word} {n}?
    Then {word} {n}?
    And the number {word} {n}?
""")

UPWARDS = lines("""
    Count from {a} to {b}.
    count from {a} to {b}
    Can you count from {a} to {b}?
    Please count up from {a} to {b}.
    From {a} to {b}, count.
    Start at {a} and count to {b}.
    Say all the numbers from {a} to {b}.
    The numbers from {a} to {b}, please.
    Which numbers are there from {a} to {b}?
    List the numbers {a} to {b}.
""")
DOWNWARDS = lines("""
    Count down from {a} to {b}.
    count backwards from {a} to {b}
    Can you count down from {a} to {b}?
    From {a} down to {b}, please.
    Start at {a} and count down to {b}.
    Do a countdown from {a} to {b}.
    Count back from {a} to {b}.
    The numbers from {a} down to {b}, please.
""")
FROM_ONE = lines("""
    Count to {b}.
    count to {b}
    Can you count to {b}?
    Please count to {b} for me.
    count up to {b}
    How do you count to {b}?
    Show me that you can count to {b}.
    My son is learning to count to {b}. Show him.
    Let me hear you count to {b}.
    The first {b} numbers, please.
""")

CLAIMS = lines("""
    Is {a} {s} {b} {c}?
    {a} {s} {b} is {c}, right?
    I think {a} {s} {b} is {c}.
    is it true that {a} {s} {b} = {c}
    Does {a} {s} {b} make {c}?
    {a} {s} {b} is {c}, isn't it?
    So {a} {s} {b} makes {c}?
    True or false: {a} {s} {b} = {c}.
    My friend says {a} {s} {b} is {c}. Is that right?
    {a} {s} {b} = {c}, true or false?
    {a} {s} {b} = {c}?
    Can it be that {a} {s} {b} is {c}?
    I say {a} {s} {b} = {c}.
    On the test I wrote {a} {s} {b} = {c}. Correct?
    Would {a} {s} {b} be {c}?
    I worked out that {a} {s} {b} is {c}. Am I right?
    Check this: {a} {s} {b} = {c}
    my result for {a} {s} {b} is {c}, is it right
""")

THREE = lines("""
    What is {a} plus {b} plus {c}?
    {a} + {b} + {c}
    {a}+{b}+{c}?
    Add {a}, {b} and {c}.
    what do {a}, {b} and {c} make together
    How much is {a} and {b} and {c}?
    Add up {a}, {b} and {c} for me.
    the sum of {a}, {b} and {c}?
    {a}, {b} and {c}: how much is that together?
    I have {a}, then {b}, then {c}. How many in all?
    {a} plus {b} plus {c} makes what?
    The total of {a}, {b} and {c}, please.
""")
