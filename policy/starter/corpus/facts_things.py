"""How people ask about things, bodies and jobs: colours, materials, numbers, shapes, senses, kinds and uses."""

from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import COLOURS, JOBS, KINDS, MATERIALS, SENSES, SIDES, UNITS, USES
from policy.starter.corpus.tables import lines

THINGS = {
    "colour": Relation(
        COLOURS,
        "what colour {x} is",
        lines("""
            What colour is {x}?
            What's the colour of {x}?
            which colour is {x}
            What color is {x}?
            Which colour does {x} have?
            Is {x} {other} or {y}?
            Is {x} {y} or {other}?
            {x}, what colour is that?
            {x} has what colour?
            {x} is what colour?
            colour of {x}?
            {x}: which colour?
            I want to paint {x}. Which colour do I need?
            Which pencil do I take to colour in {x}?
            My little one wants to know the colour of {x}.
            When I look at {x}, what colour do I see?
            Of what colour is {x}?
            What colour would you paint {x}?
            Imagine {x}. What colour is it?
            Tell me the colour of {x}.
            what colour does {x} have, {y} or {other}
            what colour is {x} usually
        """),
        ("{x} is {y}", "it is {y}", "{y}, because {x} is {y}", "the colour of {x} is {y}"),
        lines("""
            and {x}?
            what about {x}?
            And what colour is {x}?
            how about {x}?
            {x}?
            And the colour of {x}?
            and which colour has {x}?
            Then {x}, what colour?
            and {x}, is it {y} or {other}?
            now {x}
            OK, and {x}?
        """),
        check=lines("""
            Is {x} {y}?
            {x} is {y}, right?
            so {x} is {y}?
            Would you say {x} is {y}?
            Is it true that {x} is {y}?
            {x} is {y}, isn't it?
            I painted {x} {y}. Is that the right colour?
        """),
    ),
    "material": Relation(
        MATERIALS,
        "what {x} is made of",
        lines("""
            What is {x} made of?
            What's {x} made from?
            What do you need to make {x}?
            {x} is made of what?
            {x}, what is it made of?
            Out of what do people make {x}?
            From what is {x} made?
            What does {x} consist of?
            What goes into making {x}?
            What material is {x}?
            material of {x}?
            If I want to make {x}, what do I need?
            Which stuff is {x} made out of?
        """),
        ("{x} is made of {y}", "it is made of {y}", "{x} is made from {y}", "you need {y} to make {x}"),
    ),
    "unit": Relation(
        UNITS,
        "how many {head} there are {tail}",
        lines("""
            How many {head} are there {tail}?
            How many {head} are {tail}?
            how many {x}?
            What is the number of {x}?
            {head} {tail}?
            How many {head} do you count {tail}?
            How many {head} would there be {tail}?
            How many {head} does {whole} have?
            How many {head} has {whole}?
            {whole} has how many {head}?
            {tail}, how many {head} are there?
            {tail} there are how many {head}?
            {whole}: how many {head}?
            {whole}, how many {head} has it got?
            How many {head} has {whole} got?
            {head}: how many are there {tail}?
            Of {head}, how many are {tail}?
            Tell me the number of {x}.
            Count the {x} for me.
            There are how many {x}?
            number of {x}?
            I want the number of {x}.
            My teacher asks how many {x} there are.
            I forgot the number of {x}.
            Say how many {head} {whole} has.
            can you count how many {x}
            If I take {whole}, how many {head} is that?
            How many {head} will I find {tail}?
            Remind me of the number of {x}.
            With {whole}, how many {head} do I get?
        """),
        ("there are {y} {head} {tail}", "there are {y} {x}", "{y}: there are {y} {x}", "it is {y}"),
        lines("""
            and {x}?
            and how many {x}?
            what about {x}?
            And how many {head} has {whole}?
            and {tail}, how many {head}?
            And {head} {tail}?
            And {whole}, how many {head}?
            Then how many {x}?
            how about {x}?
            OK, and {x}?
            And if I ask for {x}?
            and the number of {x}?
            now {x}
        """),
        lines("""
            Are there {y} {x}?
            there are {y} {x}, right?
            Does {whole} have {y} {head}?
            {whole} has {y} {head}, right?
            Is it true that there are {y} {x}?
            So {y} is the number of {x}?
        """),
    ),
    "sides": Relation(
        SIDES,
        "how many sides {x} has",
        lines("""
            How many sides does {x} have?
            How many corners does {x} have?
            sides of {x}?
            {x} has how many sides?
            {x}, how many corners has it?
            How many edges has {x} got?
            To draw {x}, how many lines do I need?
            What is the number of sides of {x}?
            {x}: how many sides?
            Count the corners of {x}.
        """),
        ("{x} has {y} sides and {y} corners", "it has {y} sides and {y} corners"),
        check=(
            "Does {x} have {y} sides?",
            "Does {x} have {y} corners?",
            "{x} has {y} sides, right?",
            "Has {x} got {y} corners?",
        ),
    ),
    "sense": Relation(
        SENSES,
        "what we {x} with",
        lines("""
            What do we {x} with?
            Which part of the body do we {x} with?
            What do you use to {x}?
            To {x}, what do we use?
            With what do we {x}?
            Which part of me do I need to {x}?
            What helps us to {x}?
            What do people {x} with?
            If I want to {x}, which part of my body do I use?
            Which part of the body is there to {x}?
        """),
        ("we {x} with {y}", "we use {y} to {x}", "that is {y}"),
        lines("""
            and what do we {x} with?
            and to {x}?
            what about how we {x}?
            And when we {x}?
            And if I want to {x}?
            and with what do we {x}?
        """),
    ),
    "kind": Relation(
        KINDS,
        "what kind of thing {x} is",
        lines("""
            What is {x}?
            What kind of thing is {x}?
            Is {x} {y} or {other}?
            Is {x} {other} or {y}?
            is {x} {other} or is it {y}
            {x}, what is that?
            {x}: {y} or {other}?
            {x}, is that {other} or {y}?
            What sort of thing is {x}?
            What would you call {x}, {other} or {y}?
            Does {x} count as {y} or as {other}?
            To which group does {x} belong?
            I do not know the word: what is {x}?
            Would you say {x} is {y} or {other}?
        """),
        ("{x} is {y}", "it is {y}", "that is {y}"),
        check=lines("""
            Is {x} {y}?
            {x} is {y}, right?
            So {x} is {y}?
            Does {x} count as {y}?
            Would you call {x} {y}?
            {x} is {y}, isn't it?
        """),
    ),
    "use": Relation(
        USES,
        "what {x} is for",
        lines("""
            What is {x} used for?
            What is {x} for?
            What do you do with {x}?
            What do I need {x} for?
            {x}, what is that for?
            {x} is used for what?
            {x} is good for what?
            For what do people use {x}?
            What is {x} good for?
            What can I do with {x}?
            Why would I need {x}?
            When do you use {x}?
            I was given {x}. What do I do with it?
            What's the purpose of {x}?
            use of {x}?
            What does one use {x} for?
        """),
        ("{x} is used for {y}", "{x} is for {y}", "you use {x} for {y}", "it is for {y}"),
        reverse=lines("""
            What do I need for {y}?
            What can I use for {y}?
            which thing is for {y}
            For {y}, what do I take?
            What do people use for {y}?
            What is used for {y}?
            I need something for {y}. What is it called?
            {y}: what do I use?
            What helps me with {y}?
        """),
    ),
    "job": Relation(
        JOBS,
        "who {x}",
        lines("""
            Who {x}?
            What do you call someone who {x}?
            Which job is it when someone {x}?
            which person {x}
            Someone who {x}, what is that called?
            Somebody {x}. What is the job called?
            A person who {x} is called what?
            What is a person who {x}?
            What's the name of the job of someone who {x}?
            Who is it that {x}?
            My aunt {x}. What is her job called?
            What is the word for somebody who {x}?
            If a person {x}, what is that person?
        """),
        ("{y} {x}", "that is {y}", "someone who {x} is {y}", "it is {y} who {x}"),
        lines("""
            and who {x}?
            And someone who {x}?
            what about someone who {x}?
            And one who {x}?
            and if somebody {x}?
            And the person who {x}?
            how about the one who {x}?
        """),
        lines("""
            Is it {y} who {x}?
            is someone who {x} {y}?
            Someone who {x} is {y}, right?
            Is it the job of {y} if someone {x}?
        """),
        lines("""
            What does {y} do?
            What is the job of {y}?
            what does {y} do all day
            {y}, what does that person do?
            What is {y}?
            What sort of work does {y} do?
            My neighbour is {y}. What does that mean?
            I want to be {y}. What would I do?
        """),
    ),
}
