"""What the assistant can give advice on, with a few tips for each.

Of every matter: how a user tells it, the matter as a noun, the aim as a verb; then tips, imperatives without a full
stop that need no other tip before them, so that they can be given in any order and one at a time.
"""

_TIPS = """
I cannot sleep / sleeping better / sleep better
= go to bed at the same time every night | leave the phone in another room | keep the bedroom cool and dark | drink no coffee after noon | read a few quiet pages
I have to study for an exam / studying for an exam / study well
= make a plan for each day | start with the hardest part | take a break every half an hour | explain it aloud to someone | sleep well before the exam
I want to cook pasta / cooking good pasta / cook good pasta
= use a big pot with plenty of water | add salt when the water boils | stir it in the first minute | taste it before the time is up | keep a cup of the water for the sauce
my room is a mess / tidying a room / tidy my room
= start with one corner | put all the clothes together first | throw away what is broken | give each thing a place | set a timer for fifteen minutes
I am nervous about a talk / giving a talk / stay calm before a talk
= practise it aloud twice | breathe slowly before you begin | know your first sentence by heart | look at a friendly face | bring a glass of water
I am new in this city / settling in a new city / feel at home in a new city
= walk around without a plan | say hello to your neighbours | join a club or a class | find a favourite cafe | visit the library
I want to learn the guitar / learning the guitar / learn the guitar
= practise ten minutes every day | start with three easy chords | play songs that you love | keep the guitar within reach | be patient with your fingers
I never have any money left / saving money / save money
= write down what you spend | cook at home more often | put a little aside on payday | wait a day before you buy something | cancel what you do not use
my plants keep dying / looking after plants / keep my plants alive
= water them less than you think | put them near a window | use pots with a hole | feel the soil before you water | start with plants that forgive
I have a headache / easing a headache / get rid of a headache
= drink a big glass of water | rest in a dark room | put something cool on your forehead | get some fresh air | see a doctor if it stays
I need a gift for a friend / choosing a gift / find a good gift
= think of what they enjoy | give time together instead of things | ask someone who knows them | add a note by hand | keep it simple
I have a first date / a first date / do well on a first date
= choose a place where you can talk | ask questions and listen | wear something you feel good in | be on time | be yourself
I have a job interview / a job interview / prepare for a job interview
= read about the company | practise a few answers aloud | plan your way there | bring two questions of your own | sleep well the night before
I feel stressed / dealing with stress / feel less stressed
= take ten slow breaths | write down what worries you | do one thing at a time | go for a short walk | say no to what can wait
I am bored / beating boredom / do something when I am bored
= call an old friend | draw what you see | cook something new | go for a walk without a goal | read the first page of three books
I am always late / being on time / be on time
= set your watch five minutes early | pack your bag in the evening | plan ten minutes more than you need | lay out your clothes at night | leave when the alarm rings
I want to run / starting to run / start running
= start slowly | walk when you are out of breath | wear good shoes | run with a friend | take a day off in between
I want to eat better / eating well / eat more healthily
= eat some fruit every day | drink water instead of cola | cook with vegetables you like | eat slowly | put less on your plate first
I want to drink more water / drinking enough water / drink more water
= keep a bottle on your desk | drink a glass when you get up | add a slice of lemon | have some with every meal
I have a cold / getting over a cold / get over a cold
= rest as much as you can | drink warm tea | stay warm | sleep early | see a doctor if the fever stays
my back hurts / a sore back / help my sore back
= move a little every hour | try a warm bath | lift things with your knees | sit up straight | see a doctor if it does not get better
I feel lonely / feeling lonely / feel less lonely
= write to someone you like | join a group that does what you enjoy | talk to a neighbour | visit your family | be kind to yourself
I am sad today / a sad day / feel better on a sad day
= talk to someone you trust | go outside for a while | listen to music you love | let yourself cry if you need to | get help if it does not pass
I had a fight with my friend / making up with a friend / make up with a friend
= let a little time pass | listen to their side | say sorry for your part | meet in person | do not bring up old fights
I want to make friends / making friends / make new friends
= say hello first | ask people about themselves | go to the same place often | invite someone for tea | remember their names
I am shy / being shy / be less shy
= start with small talk | smile at people | prepare one question | practise with someone you know | take small steps
I want to read more / reading more / read more books
= keep a book in your bag | read ten pages before bed | choose books that you enjoy | stop books that bore you | put the phone away
I want to write a story / writing a story / write a story
= start with a person who wants something | write a little every day | do not correct while you write | read it aloud | show it to a friend
I want to learn a language / learning a language / learn a language
= learn ten words a day | listen to songs in it | speak from the first day | label things at home | find a partner to talk with
I want to learn to swim / learning to swim / learn to swim
= take lessons | start in shallow water | learn to float first | breathe out under water | never swim alone
I want to cook more / learning to cook / learn to cook
= start with soup | read the whole recipe first | keep your knives sharp | taste as you go | cook one dish until you know it
I want to bake bread / baking bread / bake good bread
= weigh the flour | give the dough enough time | knead it for ten minutes | heat the oven well | let it cool before you cut it
my rice is always sticky / cooking rice / cook rice that is not sticky
= rinse it in cold water | use the right amount of water | leave the lid on | let it rest for five minutes
I want to make good coffee / making good coffee / make good coffee
= use fresh beans | grind them just before | use water just below boiling | clean the machine often
I want to start a garden / starting a garden / start a garden
= start small | find out where the sun is | grow what you like to eat | water in the morning | ask a neighbour what grows well
my phone distracts me / using the phone less / use my phone less
= turn off the sounds | leave it in another room | use a real alarm at night | delete one app | plan hours without it
I cannot concentrate / concentrating / concentrate better
= put the phone away | work for twenty-five minutes, then rest | clear your desk | do one thing at a time | drink some water
I keep putting things off / putting things off / stop putting things off
= begin with two minutes of it | make the first step tiny | set a date | tell someone about it | reward yourself after it
I have too much to do / having too much to do / handle too much work
= write it all down | choose the three most important things | ask for help | say no to the rest | take real breaks
I want to get up earlier / getting up early / get up earlier
= go to bed earlier | put the alarm far from the bed | open the curtains at once | have something nice for breakfast | move the time bit by bit
my desk is untidy / keeping a desk tidy / keep my desk tidy
= keep only what you use today | put papers into one tray | wipe it on Fridays | file things at once
I am moving house / moving house / move house well
= pack early | write on every box what is in it | give away what you do not need | ask friends for help | keep the kettle at hand
I am packing for a trip / packing for a trip / pack well
= make a list | roll your clothes | take less than you think | put liquids in a bag | keep papers where you can reach them
I am afraid of flying / flying without fear / be less afraid of flying
= choose a seat over the wing | breathe slowly | listen to music | tell the crew | remember how safe flying is
I am going camping / camping / enjoy camping
= test the tent at home | take warm socks | bring a torch | keep food closed | look at the weather
I am hosting a dinner / hosting a dinner / host a dinner
= cook something you know | prepare most of it before | ask what people cannot eat | set the table early | sit down with your guests
I plan a birthday party / planning a birthday party / plan a birthday party
= invite people early | choose a simple theme | let people bring food | make a list of songs | leave time for games
I have a baby-sitting job / looking after children / look after children
= ask the parents about the rules | bring a game | keep the numbers of the parents | read a story | stay calm
we are getting a puppy / having a puppy / care for a puppy
= go out often | praise what it does well | use the same words always | give it a quiet place | visit a vet early
we have a new cat / having a new cat / care for a new cat
= give it one room first | let it come to you | put the litter in a quiet corner | play with it every day
my dog pulls on the lead / walking a dog / walk my dog calmly
= stop when it pulls | reward it when it walks beside you | go slowly | be patient | ask a trainer
my child does not want to read / helping a child to read / help my child to read
= read aloud every evening | let the child choose the book | take turns reading | visit the library | praise every page
my child does not sleep / helping a child to sleep / help my child to sleep
= keep the same routine | read a story | dim the lights early | stay calm | give a favourite toy
I write an email to my boss / writing an email / write a good email
= say what you want in the first line | keep it short | use a clear subject | read it once more | be friendly
I need to say no / saying no / say no
= be short and kind | do not explain too much | offer another time | mean it
I have to apologise / apologising / apologise well
= say what you did | say that you are sorry | do not make excuses | ask how to make it right
I want to ask for more pay / asking for more pay / ask for more pay
= list what you have done | know what others earn | choose a calm moment | name a number | stay friendly
I start a new job / starting a new job / start a new job well
= learn the names | ask a lot of questions | take notes | be on time | have lunch with the others
I work from home / working from home / work well from home
= have a place just for work | keep fixed hours | get dressed | go outside at lunch | end the day on time
I want to take good photos / taking photos / take good photos
= look for soft light | go closer | keep the horizon straight | take many | look at the edges
I want to draw / learning to draw / learn to draw
= draw every day | look more than you draw | start with simple shapes | keep your old drawings | copy what you love
I want to sing / learning to sing / learn to sing
= warm up your voice | breathe into the belly | sing with others | drink water | record yourself
I want to play chess better / playing chess / play chess better
= bring your pieces out early | castle soon | look at what your opponent wants | solve small puzzles | play slowly
I am learning to drive / learning to drive / learn to drive
= look far ahead | stay calm | practise parking | ask your teacher everything | take your time
I want to buy a bicycle / buying a bicycle / buy a good bicycle
= try it before you pay | choose the right size | check the brakes | buy a good lock too
it is raining all day / a rainy day / spend a rainy day
= bake something | play a board game | go out in boots | sort old photos | read in bed
it is very hot / a hot day / stay cool on a hot day
= drink a lot of water | close the curtains | stay in the shade | eat light food | cool your wrists
it is very cold / a cold day / stay warm on a cold day
= wear several layers | put on a hat | drink hot tea | keep moving | eat warm soup
I have nothing to wear / choosing clothes / choose what to wear
= lay it out in the evening | start with what is comfortable | keep to two colours | ask a friend
my clothes shrink / washing clothes / wash my clothes well
= read the label | wash at thirty degrees | separate dark and light | dry wool flat
there is a stain on my jumper / removing a stain / get rid of a stain
= act quickly | use cold water first | dab, do not rub | try a little soap | test it on a hidden spot
I lose my keys all the time / finding lost keys / stop losing my keys
= hang a hook by the door | always use the same pocket | add a big ring | look where you were last
I forget names / remembering names / remember names
= repeat the name at once | think of a picture for it | use it when you say goodbye | write it down
I forget everything / remembering things / remember things better
= write it down at once | use one notebook | repeat it aloud | sleep enough | link it to a picture
I burnt my finger / a small burn / treat a small burn
= cool it under water for ten minutes | take off rings | cover it loosely | see a doctor if it is large
my stomach hurts / an upset stomach / calm my stomach
= rest a while | drink camomile tea | eat only plain food | keep warm | see a doctor if it stays
I sit all day / sitting all day / move more
= stand up every hour | take the stairs | walk while you phone | stretch in the morning | get off a stop early
I want to help nature / helping nature / live in a greener way
= go by bicycle | eat less meat | buy fewer things | repair what is broken | save warm water
I waste a lot of food / wasting less food / waste less food
= plan your meals | buy with a list | freeze what is left | put old food in front | make soup of leftovers
I want to watch the stars / watching the stars / watch the stars
= go where it is dark | wait until your eyes adjust | learn one constellation first | take a blanket | bring binoculars
my neighbours are loud / loud neighbours / deal with loud neighbours
= talk to them kindly | choose a calm moment | suggest quiet hours | try earplugs for now
I miss home / missing home / feel less homesick
= call your family | cook a dish from home | hang up a few photos | find people who miss home too
I want to surprise my mother / surprising someone / surprise my mother
= bring her flowers | cook her favourite dish | write her a letter | spend a day with her
I want to give a speech at a wedding / a wedding speech / give a wedding speech
= keep it under three minutes | tell one good story | practise it aloud | end with a toast
I snore / snoring less / snore less
= sleep on your side | raise your head with a second pillow | drink no alcohol in the evening | keep your nose clear | see a doctor if it stays
I have hiccups / stopping hiccups / get rid of hiccups
= hold your breath for a moment | drink a glass of water in small sips | swallow a spoon of sugar | breathe slowly into your belly
I have a sore throat / a sore throat / soothe a sore throat
= drink warm tea with honey | gargle with salt water | rest your voice | wear a scarf | see a doctor if it stays
my eyes are tired from the screen / tired eyes / rest my eyes
= look out of the window every twenty minutes | blink more often | make the letters larger | turn down the light of the screen | close your eyes for a minute
my feet hurt / sore feet / help my sore feet
= soak them in warm water | put them up for a while | wear softer shoes | roll a ball under them | see a doctor if it stays
I have a sunburn / a sunburn / treat a sunburn
= cool the skin with a wet cloth | drink plenty of water | stay out of the sun | use a light lotion | see a doctor if there are blisters
a mosquito bit me / a mosquito bite / stop a mosquito bite from itching
= put something cool on it | leave it alone, even when it itches | dab it with vinegar | wash it with soap
I feel sick in the car / feeling sick on the road / feel better in the car
= look at the road ahead | open the window a little | eat something light before | take a break every hour | put the book away
I am angry / calming down / calm down
= count to ten | leave the room for a moment | breathe out slowly | run around the block | say what hurts you when you are calm
I cry easily / strong feelings / deal with strong feelings
= name the feeling | breathe slowly | write about it | tell somebody who listens | get some rest
I worry too much / worrying less / worry less
= write the worry down | ask what you can change | keep half an hour a day for worries | talk to a friend | move your body
I have no energy / having more energy / have more energy
= get more sleep | go outside in the morning | eat something fresh | move a little every day | see a doctor if it stays
I cannot wake up in the morning / waking up / wake up in the morning
= let in the light | wash your face with cold water | stretch before you stand up | drink a glass of water | put on happy music
I have to go on stage and I am scared / stage fright / deal with stage fright
= breathe into your belly | arrive early and look at the room | move your arms and legs | think of the first line only | smile before you begin
I want to stop biting my nails / biting nails / stop biting my nails
= keep them short | paint them with something bitter | hold a small ball instead | notice when you do it | reward each good week
I want to stop smoking / stopping smoking / stop smoking
= choose a day to stop | tell your friends about it | throw away the lighters | chew gum when you want one | ask your doctor for help
I eat too many sweets / eating fewer sweets / eat fewer sweets
= buy less of it | keep fruit on the table | drink water when you crave it | eat a proper lunch | share the dessert
I want to get stronger / getting stronger / get stronger
= start with light weights | train twice a week | rest between the days | do squats at home | eat enough
I want to do yoga / starting yoga / start with yoga
= take a class for beginners | use a soft mat | breathe with every move | stop when it hurts | practise ten minutes a day
I want to meditate / meditating / start to meditate
= sit in a quiet corner | follow your breath | begin with three minutes | let thoughts pass by | do it at the same hour every day
I want to ride a bicycle to work / cycling to work / cycle to work
= try the way on a Sunday | wear a helmet | use good lights | keep a dry shirt at work | check the tyres every week
I am going hiking / going on a hike / enjoy a hike
= wear boots that fit | take enough water | start early | tell somebody where you go | carry a map
I am going to the beach / a day at the beach / enjoy a day at the beach
= put on sun cream | bring a big umbrella | take plenty to drink | shake the towel before you leave | swim where others swim
I am going skiing / skiing for the first time / start skiing
= take lessons | rent your boots first | keep your knees bent | begin on the easy slope | take breaks
I want to learn to dance / learning to dance / learn to dance
= listen to the beat | begin with simple steps | dance in the kitchen | take a class | look up, not at your feet
I want to learn the piano / learning the piano / learn the piano
= play each hand alone first | sit up straight | practise slowly | learn a song you know | count aloud
I want to type faster / typing faster / type faster
= use all your fingers | look at the screen | practise ten minutes a day | sit comfortably | be exact first and fast later
I want to write better / writing better / write better
= use short sentences | cut every word that you can | read good books | ask somebody to read it | let it rest for a day
I have to write an essay / writing an essay / write an essay
= note your main point first | make an outline | write the beginning last | give examples | check the spelling at the end
I keep a diary but I give up / keeping a diary / keep a diary
= write three lines a day | leave it on your pillow | write at the same hour | draw when words are missing | forgive yourself a missed day
I have to learn a poem by heart / learning by heart / learn something by heart
= learn it line by line | say it while you walk | picture every scene | repeat it before you sleep | write it from memory
I am bad at maths / learning maths / get better at maths
= practise a little each day | draw the problem | begin with easy exercises | ask when you are stuck | explain it to a friend
I have too much homework / doing homework / get my homework done
= begin right after a snack | do the hardest part first | turn off the phone | make a list and tick it off | work with a classmate
I want better marks at school / getting better marks / get better marks
= listen in class | take short notes | ask questions | repeat things the same evening | sleep enough
I want to learn to code / learning to code / learn to code
= build something small | type the examples yourself | read the error messages | ask other people | practise every week
I have to call somebody and I hate it / making phone calls / make a difficult phone call
= note what you want to say | smile while you talk | stand up for it | do it first thing in the morning | breathe before you dial
I have a hard talk ahead / a difficult talk / have a difficult talk
= choose a quiet hour | say how you feel | listen before you answer | stay with one matter | look for a way for both
my boss is angry with me / an angry boss / deal with an angry boss
= stay calm | ask what went wrong | say what you will change | let a day pass | write down what was said
a colleague talks all the time / a colleague who talks too much / get some quiet at work
= put on headphones | say that you must finish something | offer to talk at lunch | look for another desk | be friendly but short
our meetings are too long / shorter meetings / make meetings shorter
= write down the goal | invite fewer people | set an end | stand up for it | begin on time
I get too many emails / too many emails / handle my emails
= read them twice a day | delete what you do not need | answer short ones at once | make a few folders | leave lists that you never read
my computer is slow / a slow computer / make my computer faster
= close what you do not use | start it again | delete old files | install the updates | clear out the desktop
my phone battery is always empty / a weak battery / make my battery last
= turn down the light of the screen | close apps that you do not use | carry a cable | keep it out of the heat
I forget my passwords / keeping passwords / keep my passwords safe
= use a password manager | make them long | use a new one for each site | tell them to nobody | write a hint, not the word
I have too many photos / sorting photos / sort my photos
= delete the blurry ones first | make a folder for each year | keep the best ten of a trip | do a few every evening | print your favourites
my kitchen smells / a bad smell in the kitchen / get rid of a bad smell
= open the windows | take out the rubbish | boil some lemon in water | wipe the fridge | pour hot water down the sink
my fridge is a mess / a tidy fridge / keep my fridge tidy
= put the old things in front | use clear boxes | wipe it once a week | write the date on leftovers | buy less
my windows are dirty / cleaning windows / clean my windows
= use warm water and a little soap | work on a cloudy day | wipe from top to bottom | dry them with newspaper
I hate ironing / ironing / iron my shirts
= do it while they are damp | begin with the collar | hang them up at once | listen to music meanwhile
the bathroom needs cleaning / cleaning the bathroom / clean the bathroom
= start at the top | let the cleaner work for ten minutes | use vinegar for the taps | open the window | dry the floor at the end
there are ants in my kitchen / ants in the kitchen / get rid of ants
= wipe away the crumbs | close the sugar well | find where they come in | put lemon juice on their path | empty the bin every day
a fly is in my room / a fly in the room / get a fly out of my room
= open the window wide | turn off the lamp | put out a bowl with vinegar | cover the fruit
my flat is too small / living in a small flat / make a small flat feel bigger
= use the walls for shelves | paint it in light colours | hang up a mirror | store things under the bed | own less
my room is dark / a dark room / make a dark room brighter
= hang up a mirror | use light curtains | put lamps in the corners | paint the walls white
I want to paint a wall / painting a wall / paint a wall
= cover the floor | wash the wall first | tape the edges | begin at the ceiling | let it dry before the second coat
I need to hang up a picture / hanging up a picture / hang up a picture
= hold it up first | mark the place with a pencil | choose a strong nail | check that it is straight
the heating is expensive / heating costs / save on heating
= close the doors | put on a jumper | open the windows wide but short | keep the heaters free | turn it down at night
I use too much power / saving electricity / save electricity
= turn off the lights | unplug what you do not use | wash with a full machine | dry clothes in the air | put a lid on the pot
I spend too much on food / cheap cooking / cook for little money
= cook beans and lentils | buy what is in season | plan the whole week | freeze a part of it | go shopping after you have eaten
I want to sell my old things / selling old things / sell my old things
= clean them first | take good pictures | name a fair price | be honest about scratches | try a flea market
I have to cook for many people / cooking for many people / cook for many people
= choose one big pot dish | prepare the day before | ask somebody to cut vegetables | count the plates | make something without meat too
my soup is too salty / a salty soup / save a salty soup
= add more water | put in a raw potato | stir in some cream | cook rice with it
my cake never rises / baking a cake / bake a good cake
= heat the oven first | keep the door closed | use fresh baking powder | stir only briefly | weigh everything
I burn everything I cook / burning food / stop burning my food
= turn the heat down | stay in the kitchen | set a timer | use a thick pan | stir more often
I want to make a good salad / making a salad / make a good salad
= dry the leaves well | add something crunchy | mix oil and lemon | put the dressing on last | use fresh herbs
I want to cook the perfect egg / boiling eggs / boil eggs well
= put them into boiling water | set a timer for seven minutes | cool them in cold water | use eggs at room temperature
I want to make good tea / making good tea / make good tea
= warm the pot | use fresh water | let it draw for three minutes | take loose leaves
I cut onions and cry / cutting onions / cut onions without tears
= use a sharp knife | cool the onion first | open the window | breathe through your mouth | leave the root on
my tomatoes do not grow / growing tomatoes / grow tomatoes
= give them a lot of sun | water them at the root | tie them to a stick | pick off the side shoots | feed them every two weeks
snails eat my salad / snails in the garden / keep snails away
= collect them in the evening | water in the morning | put sand around the bed | plant herbs beside it
I want birds in my garden / birds in the garden / bring birds into my garden
= hang up a bird house | plant a hedge | put out water | leave some seeds on the plants | keep the cat inside at dawn
my cat scratches the sofa / a cat that scratches / stop my cat from scratching the sofa
= put up a scratching post | cover the corner for a while | praise it at the post | play with it more
my dog barks all the time / a dog that barks / stop my dog from barking
= stay calm yourself | walk it more | reward it when it is quiet | find out what it sees | ask a trainer
my dog is afraid of thunder / a dog afraid of thunder / calm my dog
= close the curtains | stay near it | put on soft music | build it a small cave | speak in a calm voice
I found a small bird / a bird that fell from the nest / help a small bird
= look for the nest first | keep cats away | watch from far | put it in a warm box | call a vet
my hamster escaped / finding a hamster / find my hamster
= close all the doors | put food on the floor | listen at night | look behind the cupboard
my baby cries at night / a crying baby / calm a crying baby
= hold it close | hum a song | check the nappy | walk up and down | take turns with someone
my son does not eat vegetables / children and vegetables / get a child to eat vegetables
= cook it together | serve a small portion | eat some yourself | cut them into shapes | stay relaxed
my children fight all day / children who fight / stop children from fighting
= listen to both | give each a task | separate them for a while | go outside together | praise them when they share
my daughter spends hours on her phone / children and phones / get a child off the phone
= agree on fixed hours | put yours away too | plan something together | keep phones out of the bedroom
my teenager does not talk to me / talking with a teenager / talk with a teenager
= ask in the car | listen more than you speak | cook together | show interest in the music | give it time
my grandmother is lonely / a lonely grandmother / cheer up my grandmother
= call her on Sundays | look at old photos with her | ask for her recipes | take her for a walk | send a postcard
my friend is sad / a sad friend / cheer up a friend
= ask and then listen | bring a cake | go for a walk together | send a message every day | stay, even without words
my friend is ill / a friend who is ill / help a friend who is ill
= bring soup | offer to go shopping | send a card | ask what is needed | keep the visit short
I lost a friend / losing a friend / get over losing a friend
= let yourself be sad | talk about the good times | write a letter that you keep | be with people who care | give it time
my heart is broken / a broken heart / mend a broken heart
= cry if you need to | see your friends | put the photos away | try something new | be patient with yourself
I am jealous / being jealous / be less jealous
= say it aloud | think of what you have | trust a little more | do something for yourself
I am too hard on myself / being hard on myself / be kinder to myself
= speak to yourself as to a friend | note three good things a day | rest without a reason | laugh about small mistakes
I cannot make decisions / making decisions / make a decision
= write down what speaks for each | set a time limit | sleep on it | ask somebody who knows you | toss a coin and watch your feeling
I made a big mistake / a big mistake / make up for a mistake
= admit it at once | mend what you can | say sorry | learn one thing from it | go on
I want to be more polite / being polite / be more polite
= say please and thank you | let people finish | greet first | hold the door | look at the person
I interrupt people / listening well / be a better listener
= count to two before you speak | ask a question back | put the phone away | repeat what you heard
I want to be funnier / being funny / be funnier
= tell what went wrong today | keep it short | watch people who are funny | laugh about yourself | wait before the last word
I want to speak more clearly / speaking clearly / speak more clearly
= speak slowly | open your mouth wide | read aloud every day | make pauses | record yourself
I am moving to another country / moving to another country / settle in another country
= learn the greetings | find out about the papers early | bring something from home | ask the people there | join a class
I travel alone for the first time / travelling alone / travel alone
= book the first night early | share your plan with somebody | keep copies of your papers | eat where the locals eat | trust your feeling
I have jet lag / jet lag / get over jet lag
= go out into the daylight | eat at the local hours | drink enough water | stay awake until the evening | take a short nap only
I have a long train ride / a long train ride / enjoy a long train ride
= bring a thick book | sit by the window | pack something to eat | listen to a radio play | walk through the train
I always pack too much / packing light / pack light
= choose one colour | take half of it out again | wash on the way | wear the heavy shoes | use a small bag
I lost my wallet / a lost wallet / find my lost wallet
= go back the way you came | call the last shop | block your cards | ask at the lost property office
I missed my train / a missed train / make the best of a missed train
= look for the next one | tell whoever is waiting | have a coffee | ask at the counter
I am going to a party where I know nobody / a party among strangers / enjoy a party among strangers
= arrive early | help in the kitchen | ask people how they know the host | stand near the food | leave when you like
I have a picnic on Sunday / planning a picnic / plan a picnic
= look at the weather | bring a big blanket | choose food for the hand | take something to drink | pack a bag for the rubbish
I want to wrap a present / wrapping a present / wrap a present
= use enough paper | fold the edges sharply | take thin tape | add a ribbon | write a small card
I have to write a letter / writing a letter / write a good letter
= say why you write | picture the person | tell one little story | ask something back | write it by hand
I want to thank my teacher / thanking a teacher / thank my teacher
= write a card | say what you learned | bring flowers | tell a story from the lessons
I have a wedding to plan / planning a wedding / plan a wedding
= decide how much to spend | make the list of guests | book the place early | ask friends for help | leave time to dance
I want to write a song / writing a song / write a song
= begin with one feeling | hum before you write | repeat the best line | keep it simple | play it to a friend
I want to learn magic tricks / learning magic tricks / learn magic tricks
= begin with a coin | practise before a mirror | tell a story meanwhile | keep the secret | stop while they still want more
I want to play the drums quietly / playing the drums quietly / play the drums quietly
= use soft pads | put a towel on each drum | agree on hours with the neighbours | play with brushes
I want to learn knitting / learning to knit / learn to knit
= use thick wool | begin with a scarf | count the stitches | sit with somebody who can do it | be patient
I want to sew a button on / sewing on a button / sew on a button
= take a double thread | make a knot at the end | go through each hole four times | leave it a little loose
my bicycle squeaks / a squeaking bicycle / stop my bicycle from squeaking
= clean the chain | put on a drop of oil | check the brakes | tighten the saddle
my car does not start / a car that does not start / get my car started
= check the battery | look at the fuel | ask a neighbour for a cable | call for help on the road
it is icy outside / walking on ice / walk safely on ice
= take small steps | wear shoes with a good grip | keep your hands free | go slowly | use the rail
there is a thunderstorm / a thunderstorm / stay safe in a thunderstorm
= go inside | stay away from trees | unplug the computer | leave the water | wait half an hour after the last thunder
the days are so grey / grey winter days / get through grey winter days
= go out at noon | light a candle | meet friends | plan a small trip | put flowers on the table
"""


def _tips(text: str) -> list[tuple[tuple[str, ...], list[str]]]:
    """((how it is told, the matter, the aim), tips) of every entry."""
    entries = []
    for line in text.strip().replace("\n= ", " = ").splitlines():
        names, _, tips = line.partition(" = ")
        entries.append((tuple(names.split(" / ")), tips.split(" | ")))
    return entries


TIPS = _tips(_TIPS)
