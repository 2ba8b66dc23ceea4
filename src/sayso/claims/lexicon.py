"""
The words that attribute, and what each does: verbs, nouns, adjectives and prepositions of English news, listed by act.

An entry is one word or a phrase with underscores ("call_for"); verbs and nouns are listed in their plain form and inflected here. A phrase
may have up to two words between its first word and its next ("made it very clear"). Weak entries (`say` words, light verbs, words for a
text) give way to the first strong one after them in a cue: "issued a statement denouncing" denounces, "voiced support" supports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PartOfSpeech = Literal["verb", "noun", "adjective", "other"]
Stance = Literal["asserts", "denies", "doubts", "uncommitted"]

# ------------------------------------------------------------------------------------------------------------------- entries

VERBS = {
    "say": """say tell relate recount narrate explain mean note observe remark comment mention state utter voice testify attest depose dictate
        reply respond answer retort rejoin counter shoot_back fire_back hit_back come_back_with interject interrupt chime_in chip_in
        quip joke deadpan muse reflect opine philosophise
        whisper mutter mumble murmur sigh shout yell cry scream shriek boom bark growl snap thunder chant exclaim gasp laugh chuckle smile
        grin nod shrug sing recite intone drawl stammer
        brief inform notify let_know apprise remind relay convey pass_on transmit communicate impart
        describe characterise depict portray paint picture cast_as term dub call refer_to label link tie seize_on understate overstate exaggerate liken compare equate define classify designate
        read find show reveal disclose detail outline lay_out set_out spell_out itemise list enumerate summarise sum_up document catalogue chronicle
        cite quote paraphrase invoke reference mark indicate signal point_to point_out draw_attention_to call_attention_to highlight underline
        underscore stress emphasise
        suggest hint imply intimate insinuate allude
        discuss address touch_on talk_about speak_of speak_about dwell_on elaborate expand_on expound touch_upon go_over weigh_in ruminate ramble
        sound_off hold_forth
        articulate open_up include cover recap recapitulate reprise parrot misstate gesture overhear come_up gloss_over delve_into hearken_back
        break_down tell_of speak_out talk_up rhapsodise wax advertise bill_as headline caption title entitle identify specify clarify illustrate demonstrate
        reminisce recall recollect hark_back attribute ascribe chalk_up credit_with pin_on put_it phrase word couch frame go joking kid wisecrack
        conclude editorialise sermonise lecture preach rant relive regale inform_of learn_from_him speak_for dish gossip rumour leak confide confess_to_being
        go_on_to_say rattle_off tick_off list_off reel_off roll_out_a_list trot_out walk_through talk_through shed_light_on
        estimate_to_be spotlight feature profile record log note_down be_on_record greet introduce present
        mark_down tee_up frame_as cast_himself cast_herself position_himself distinguish contrast differentiate juxtapose
        zero_in_on home_in_on single_out name_check double_down harp_on bring_up make_reference make_mention crack crack_wise
        explain_away hasten jest hazard venture volunteer proffer advance_the_theory theorise hypothesise posit postulate
        croak crow bluster blurt babble sputter weep sob wail""",
    "announce": """announce declare proclaim unveil publicise roll_out reveal_plans introduce_plans herald pronounce
        trumpet confirm_plans inaugurate name appoint designate_as make_public make_known go_public put_out disclose_plans
        serve_notice break_the_news kick_off schedule""",
    "confirm": """confirm verify corroborate certify affirm reaffirm bear_out back_up substantiate validate vouch vouch_for stand_by attest_to
        authenticate concur bear_witness""",
    "acknowledge": """acknowledge admit concede confess own_up come_clean grant allow_that recognise accept agree apologise_for apologise
        plead_guilty make_no_secret_of be_honest_about fess_up cop_to relent back_down backtrack walk_back acquiesce own come_to_terms_with come_clean_about own_up_to
        express_regret take_responsibility take_the_blame repent apologise_to make_no_bones_about""",
    "claim": """claim assert maintain contend insist argue purport profess aver avow swear posit_that make_the_case make_a_case posture
        brag boast tout crow_about
        justify make_clear leave_no_doubt rationalise hold_that stand_firm stick_to pretend make_out debate plead self-identify
        advance_the_argument spin propagate peddle push_the_idea speculate conjecture
        portray_himself portray_herself pitch_himself pitch_herself sell_himself style_himself dig_in""",
    "estimate": """estimate calculate reckon gauge put_at put_the_number put_the_toll assess_at count_at peg peg_at approximate
        guess guesstimate value_at number_at put_the_figure put_the_cost rate_at tally tabulate measure quantify price_at rank""",
    "predict": """predict forecast foresee project anticipate expect envision envisage foretell prophesy prognosticate bet bet_on
        wager count_on bank_on presage augur foreshadow imagine extrapolate handicap model see_coming give_odds""",
    "warn": """warn caution alert forewarn sound_the_alarm raise_the_alarm ring_the_alarm issue_a_warning put_on_notice flag counsel_against
        raise_the_specter raise_the_spectre cry_wolf red-flag advise_against sound_alarm sound_alarms raise_alarm raise_alarms""",
    "voice_concern": """worry fear fret dread bemoan lament complain grumble gripe grouse moan bewail rue regret agonise sweat_over despair
        raise_concern raise_concerns raise_worries wring_hands wring_their_hands wring_his_hands be_alarmed
        whine mourn grieve kvetch bridle groan""",
    "accuse": """accuse blame charge allege indict arraign incriminate implicate impute point_the_finger point_a_finger finger hold_responsible
        hold_accountable lay_the_blame pin_the_blame fault_for sue impeach denounce_as_spy file_suit file_a_lawsuit file_charges
        press_charges scapegoat frame_for lay_at_the_door""",
    "criticise": """criticise condemn denounce slam blast attack assail lambast lambaste decry deplore castigate chastise chide rebuke
        reprimand reproach upbraid scold berate censure excoriate pillory savage skewer rip rip_into tear_into lay_into light_into pan knock
        hammer bash trash disparage belittle deride mock ridicule scoff scoff_at sneer scorn lampoon taunt needle jeer heckle boo insult deprecate
        denigrate vilify demonise malign smear slur slate flay roast ding fault find_fault_with hit_out hit_out_at lash_out lash_out_at lash
        rail rail_against rage_against inveigh fulminate fume seethe rant_against rail_at go_after take_aim take_aim_at take_a_swipe take_a_shot
        take_shots take_a_jab take_a_dig swipe swipe_at jab jab_at dig_at snipe snipe_at target speak_out_against tear_apart take_to_task
        call_out hit train_fire turn_on pounce_on pounce hate loathe despise detest resent abhor dislike look_down_on attack_as dismiss_as_racist
        admonish carp carp_at revile bemoan_as cast_aspersions rebuke_for shame name_and_shame brand tar denounce_as pour_scorn caricature
        make_fun_of poke_fun_at poke_fun laugh_at roll_his_eyes roll_her_eyes protest rally_against demonstrate_against decry_as spar clash
        feud trade_barbs trade_insults unload unload_on open_fire throw_shade troll savage_as pick_on vent sour_on demean discredit
        throw_cold_water bristle bristle_at chafe blow_up_at cry_foul pile_on rap scorch torch whack wallop lace_into lash_at smack eviscerate""",
    "praise": """praise laud applaud commend hail extol salute celebrate welcome thank congratulate compliment cheer cheer_on champion
        endorse support back defend favour advocate embrace admire appreciate  toast
        pay_tribute pay_tribute_to acclaim glorify lionise eulogise vouch_favourably credit sing_the_praises heap_praise lavish rave
        rave_about rally_around rally_behind rally_to side_with stand_with stand_behind stick_up_for stick_with root_for promote come_out_for
        come_out_in_favor come_out_in_favour vote_for throw_support throw_his_support throw_her_support line_up_behind get_behind coalesce_around
        approve_of sympathise sympathise_with empathise rejoice relish love like enjoy idolise revere flatter fawn gush enthuse speak_highly
        campaign_for stump_for cast_a_ballot_for cast_ballots_for cast_their_votes_for stand_up_for respect value prize tip_his_hat
        swoon come_to_the_defense come_to_the_defence gravitate rally_for wish_well express_thanks laud_as recommend_highly""",
    "deny": """deny retract disavow disclaim repudiate gainsay debunk plead_innocent plead_not_guilty protest_innocence plead_ignorance negate deny_any insist_not play_down downplay
        contradict_claims distance_himself distance_herself distance_itself distance_themselves rebut_claims knock_down_reports""",
    "reject": """reject lobby_against campaign_against decide_against dismiss rebuff spurn turn_down oppose veto rule_out brush_off brush_aside ignore brush_past shrug_off wave_off wave_away laugh_off
        pooh-pooh scotch quash object object_to resist push_back push_back_against push_back_on vote_against vote_down disapprove disapprove_of
        repel decline refuse balk baulk balk_at overrule scuttle boycott discount cast_aside throw_out rail_off forswear renounce
        fight_against come_out_against eschew shun shoot_down snub wave_aside say_no give_short_shrift pour_cold_water
        swat_away bat_away slap_down shrug_at oppose_any push_against protest_against buck defy shut_the_door rebel revolt set_aside""",
    "dispute": """dispute contest refute rebut challenge contradict question query cast_doubt cast_doubts cast_doubt_on throw_doubt raise_doubts
        raise_questions raise_questions_about raise_a_question impugn disagree disagree_with take_issue take_issue_with quarrel quibble
        quibble_with poke_holes call_into_question bring_into_question second-guess differ beg_to_differ dissent take_exception
        take_exception_to diverge belie cast_suspicion counter_claims poke_holes_in undercut""",
    "promise": """promise pledge vow commit commit_to undertake guarantee assure reassure ensure swear_to give_assurances bind_himself
        agree_to consent_to sign_up_to give_his_word give_her_word give_their_word make_a_commitment commit_himself commit_herself resolve""",
    "threaten": """threaten menace warn_of_retaliation intimidate blackmail rattle_sabers rattle_sabres issue_a_threat bully""",
    "demand": """demand call_for insist_on press_for push_for require claim_back agitate_for lobby_for clamour_for clamour cry_out_for
        petition petition_for stand_out_for fight_for campaign_to beat_the_drum issue_an_ultimatum give_an_ultimatum hold_out_for insist_upon
        necessitate stipulate draw_a_red_line press_demands lobby pressure push""",
    "urge": """urge exhort implore beseech beg entreat appeal appeal_to appeal_for call_on call_upon encourage advise recommend counsel
        press prod nudge coax cajole prompt goad implore_to plead_with plead_for invite egg_on spur rally admonish_to
        persuade convince talk_into preach_to coach pitch prescribe hector motivate nag lean_on""",
    "ask": """ask inquire enquire wonder request seek_comment pose_the_question pose_questions put_the_question quiz interrogate grill
        ask_for seek_answers ask_about solicit canvass ask_whether want_to_know seek_clarification
        raise_the_question raise_the_issue_of beg_the_question look_into probe investigate examine explore""",
    "offer": """offer propose put_forward table volunteer_to extend_an_offer make_an_offer float moot tender suggest_that_they bid put_himself_forward put_herself_forward nominate sponsor tout_as_compromise lay_on_the_table hold_out_the_prospect
        extend_an_invitation introduce_a_bill introduce_legislation advance give_the_option""",
    "order": """order command instruct direct mandate decree dictate_to oblige compel enjoin bid_to prohibit forbid ban bar restrict
        summon authorise commission give_orders issue_an_order issue_orders require_to subpoena evict tell_to impose
        suspend halt block""",
    "rule": """rule decide determine adjudicate convict acquit sentence hold_in_contempt overturn override uphold enact pass legislate approve ratify
        adopt sign sign_into_law vote clear_of_wrongdoing exonerate grant_bail dismiss_the_case strike_down find_guilty
        find_liable adjudge judge_guilty award elect select pick choose opt settle_on allow permit license sanction deem judge
        rubber-stamp codify invalidate nullify annul affirm_the_ruling remand throw_out_the_case acquit_of endorse_by_vote""",
    "believe": """believe think know feel see consider suppose suspect assume presume understand realise comprehend fathom recognise_that regard view perceive
        cherish hold_dear trust reckon_that figure gather learn hear discover remember
        forget doubt disbelieve mistrust distrust guess_that interpret read_as deem_to_be judge_to_be rate treat_as
        conceive sense notice witness watch seem appear look sound doubt_that come_to_believe have_faith have_confidence subscribe_to buy
        take_for_granted accept_as bank_on_the_idea be_convinced find_out experience infer deduce surmise
        ponder contemplate weigh mull mull_over envy wager_that care misunderstand misjudge overestimate underestimate take_it
        presuppose theorise_that mistake associate_with fancy recognise_as come_to_see feel_like grasp appreciate_that
        take_note take_stock sniff_out detect foresee_that become_aware agree_with put_faith""",
    "intend": """intend plan mean_to aim want wish hope seek prefer desire aspire strive crave yearn long_for long_to pine_for
        prepare gear_up look_to set_out_to have_in_mind set_sights set_his_sights set_her_sights target_to need would_like have_a_mind hanker opt_to
        eye covet hunger push_to angle_for vie_for strategise plot scheme toy_with toy_with_the_idea consider_running mull_a_run
        look_for look_forward look_forward_to hold_out_hope hold_out_hopes wish_for try_to_get jockey decide_to choose_to try attempt
        be_bent_on keep_open have_designs_on pursue work_toward work_towards set_a_goal""",
}  # fmt: skip
"""Verbs by act."""

NOUNS = {
    "say": """explanation description account remark comment testimony disclosure revelation answer response reply reaction mention hint
        suggestion implication insinuation depiction portrayal characterisation comparison allusion reminder recollection note
        observation quip joke quote quotation chant""",
    "announce": "announcement declaration proclamation unveiling",
    "confirm": "confirmation corroboration verification affirmation reaffirmation",
    "acknowledge": """admission acknowledgement acknowledgment concession confession apology recognition acceptance agreement consensus
        guilty_plea mea_culpa""",
    "claim": """claim assertion contention argument insistence boast brag defence defense rationale justification speculation conjecture
        case_for spin premise""",
    "estimate": "estimate estimation calculation assessment tally reckoning",
    "predict": "prediction forecast projection prophecy prognosis expectation anticipation outlook",
    "warn": "warning caution_against alert alarm_bell",
    "voice_concern": """concern worry fear anxiety unease apprehension misgiving alarm lament complaint grievance regret dismay
        consternation disquiet trepidation nervousness foreboding dread grumbling frustration disappointment sadness sorrow condolence""",
    "accuse": """accusation allegation charge indictment blame lawsuit case_against complaint_against finger-pointing suit incrimination imputation""",
    "criticise": """criticism protest critique condemnation denunciation attack rebuke censure reproach reprimand scorn ridicule mockery contempt
        disdain derision outrage anger fury indignation disgust revulsion broadside swipe jab jibe gibe dig barb diatribe tirade
        invective vitriol rant insult slur smear outcry backlash disapproval hostility antipathy dislike hatred animosity resentment
        critic detractor boo scolding tongue-lashing slap put-down knock_against animus ire bashing""",
    "praise": """praise support endorsement approval backing acclaim applause commendation congratulation thanks gratitude
        admiration adulation appreciation tribute accolade welcome_for enthusiasm respect_for sympathy solidarity plaudit kudos favour_for satisfaction
        supporter backer proponent advocate champion_of defender admirer fan delight relief joy pride affection love_for compliment cheer
        embrace advocacy preference_for""",
    "deny": "denial disavowal repudiation rejection_of_claims not-guilty_plea plea_of_not_guilty",
    "reject": "rejection dismissal refusal opposition objection rebuff resistance veto disagreement_with opponent refusenik unwillingness",
    "dispute": """dispute challenge_to rebuttal refutation question_about doubt_about contradiction objection_that skepticism scepticism
        disagreement dissent incredulity disbelief questioning""",
    "promise": "promise pledge vow commitment guarantee assurance reassurance undertaking oath",
    "threaten": "threat menace",
    "demand": "demand ultimatum call_for requirement insistence_on clamour",
    "urge": "appeal plea exhortation urging recommendation advice encouragement call_on call_to_action call_to invitation counsel",
    "ask": "question request inquiry enquiry query questionnaire",
    "offer": "proposal proposition bid_to overture",
    "order": "order command instruction directive mandate decree ban edict injunction summons prohibition subpoena fatwa",
    "rule": """ruling verdict judgment judgement decision sentence_of finding_of_guilt acquittal resolution vote
        determination""",
    "believe": """belief view opinion conviction impression perception understanding assumption suspicion doubt notion idea thought feeling
        sense faith confidence trust mindset worldview theory hypothesis sentiment optimism pessimism mistrust distrust
        knowledge awareness inkling hunch certainty conclusion interpretation reading_of stance position attitude consideration""",
    "intend": """plan intention intent hope wish desire aim goal ambition aspiration interest_in willingness readiness determination_to preference
        eagerness dream strategy effort_to resolve interest longing reluctance vision""",
}  # fmt: skip

ADJECTIVES = {
    "say": "clear_about self-described nicknamed much-quoted quoted_as_saying quoted known_as reported outspoken vocal on_record on_the_record explicit",
    "claim": "adamant insistent defiant unapologetic defensive steadfast",
    "acknowledge": "apologetic candid contrite remorseful regretful repentant",
    "voice_concern": """concerned worried afraid fearful anxious alarmed uneasy nervous apprehensive troubled wary scared frightened distressed saddened
        disappointed dismayed upset terrified unnerved startled uncomfortable bored embittered weary tired_of frustrated disturbed disheartened rattled mindful_of_the_danger
        heartbroken leery unsettled spooked disturbing_to panicked""",
    "criticise": """critical angry angered furious outraged appalled disgusted scathing dismissive contemptuous disdainful irate incensed
        livid infuriated indignant resentful scornful horrified unhappy displeased dissatisfied unimpressed hostile annoyed irritated
        exasperated negative_about disillusioned hateful""",
    "praise": """supportive grateful thankful pleased glad happy proud delighted enthusiastic appreciative complimentary
        in_favor in_favour favourable favorable in_support sympathetic impressed satisfied heartened thrilled ecstatic excited
        overjoyed passionate honoured honored relieved elated fond popular partial_to positive_about enamored enamoured drawn_to""",
    "reject": "opposed opposed_to against anti resistant hesitant_to_accept",
    "dispute": "skeptical sceptical dubious_about questionable",
    "predict": "expected likely_to optimistic pessimistic upbeat bullish bearish poised projected",
    "promise": "committed committed_to pledged sworn",
    "ask": "curious under_questioning",
    "believe": """clear aware confident convinced certain sure persuaded positive_that unaware unsure uncertain unconvinced doubtful
        dubious cynical suspicious unclear unknown mystified puzzled surprised stunned shocked baffled bewildered cognizant cognisant mindful conscious
        of_the_opinion of_the_view under_the_impression in_agreement in_the_dark familiar undecided torn confused split divided astonished
        amazed flabbergasted apparent familiar_with ignorant ambivalent seen_as known perplexed certain_that""",
    "intend": """hopeful eager keen willing ready determined inclined intent intent_on prepared set_on desperate interested_in
        bent_on anxious_to reluctant unwilling loath hesitant interested hell-bent ambitious open_to disinclined uninterested hungry_for
        unenthusiastic""",
}  # fmt: skip

OTHERS = {
    "say": """according_to as_per per reportedly in_the_words_of quote_unquote by_his_account by_her_account by_their_account by_all_accounts
        in_answer_to in_response_to titled entitled dubbed so-called via on_the_topic_of""",
    "claim": "purportedly ostensibly supposedly",
    "accuse": "allegedly",
    "estimate": "by_the_reckoning_of",
    "believe": """in_the_view_of in_the_opinion_of in_the_eyes_of from_the_perspective_of seemingly apparently evidently presumably in_the_mind_of
        in_view_of_many as_far_as to_the_mind_of arguably""",
    "praise": "in_favor_of in_favour_of in_support_of on_behalf_of pro",
    "reject": "in_opposition_to in_protest_at",
    "criticise": "up_in_arms",
}  # fmt: skip
"""Prepositions and adverbs that attribute."""

PREPOSITIONS = frozenset("in for of to on by about under from among with as like at over with against between".split())
"""One of these alone can be a cue: "in a January poll", "for the Kremlin"."""

VIEWPOINT = frozenset({"for", "to"})
"""Alone, these give a point of view rather than words: "for the Kremlin, the talks are over"."""

LIGHT = """issue release publish send file deliver post tweet retweet blog write email e-mail text cable wire fax speak talk express voice
    raise air share reiterate repeat restate add continue respond_with report broach circulate distribute pen author draft return convey lodge signal
    conclude_by utter pivot refer point offer echo host broadcast print push_out allude_to deliver_remarks
    campaign_on give_a_speech campaign preach drop_hints sound sign_a_letter sign_a_petition sign_a_statement recite
    go_on_twitter take_to_twitter"""  # fmt: skip
"""Verbs that say or write and little more: `say`, unless a stronger word follows in the cue."""

EMPTY = """make give take put get do have be hold keep go come bring draw spark face receive turn set open carry contain include feature
    lay cast launch level run use provide renew register mount unleash let lead harbor harbour field submit join prove deploy begin start stay
    remain stand pose leave engage devote dedicate spend focus concentrate fire drop train embark become grow shift pump harden toss lob find
    meet reach throw see_fit appear seem sign weigh pour fill strike end"""  # fmt: skip
"""Verbs that say nothing by themselves: only what follows in the cue decides ("took issue", "gave her support")."""

TEXTS = """statement speech letter interview message tweet report article book ad advertisement commercial column editorial op-ed op-eds press_release
    press_conference news_conference press_briefing press_statement conference memo remarks remark comments detail reason indication email e-mail post video song slogan headline caption
    story stories news account accounts rumor rumour document documents transcript footage study poll survey analysis review filing
    text word words briefing talk lecture blog newsletter wire bulletin manifesto essay rhetoric conversation discussion testimony chatter
    page paper data figure figures record records platform line lines mantra refrain discourse debate reference emphasis narrative mention focus attention
    talking_point buzzword punchline sign placard banner shirt phrase term summary catchphrase evidence sermon ballad leaflet pamphlet
    """  # fmt: skip
"""Nouns for something said or written: `say`, unless a stronger word follows in the cue."""

TRANSPARENT = frozenset(
    """go continue seek try attempt begin start appear seem tend need rush move manage use hurry dare proceed keep want like come
    wish hasten step get help mean intend happen struggle strive work plan expect know hope prepare prefer be_known take set choose
   """.split()
)
"""Before "to" and a strong verb these only lead up to it: "sought to portray", "went so far as to deny"."""

DECLINING = frozenset(
    "decline refuse refrain withhold avoid dodge sidestep evade duck demur deflect eschew shun".split()
)
"""With a verb of speech after them they withhold what it would say."""

UNWILLING = frozenset("unwilling reluctant loath hesitant".split())

WITHHELD_PHRASES = """no_comment decline_comment refuse_comment withhold_comment remain_silent stay_silent keep_silent remain_mum stay_mum keep_mum
    sidestep dodge evade duck deflect stonewall reserve_judgment reserve_judgement demur withhold keep_quiet stay_quiet remain_quiet silence
    remain_tight-lipped tight-lipped keep_secret hold_his_tongue hold_her_tongue hold_tongue bite_his_tongue bite_her_tongue ignore_questions
    ignore_a_question hold_back_comment bat_away_questions brush_off_questions brush_aside_questions wave_off_questions take_no_questions
    keep_under_wraps refuse_to_be_drawn not_be_drawn plead_the_fifth take_the_fifth mum refrain
    """  # fmt: skip

OMITTING = frozenset("fail neglect omit forget".split())
"""With a verb of speech after them it did not happen: "failed to mention"."""

# -------------------------------------------------------------------------------------------------------------------- stances

STANCES: dict[str, Stance] = {
    "ask": "uncommitted",
    "deny": "denies",
    "reject": "denies",
    "dispute": "denies",
}
"""The stance an act takes to its content; `asserts` where it is not listed."""

STANCE_OF: dict[Stance, str] = {
    "doubts": """doubt disbelieve distrust mistrust doubt_that question query cast_doubt cast_doubts cast_doubt_on throw_doubt raise_doubts
        raise_questions raise_questions_about raise_a_question call_into_question bring_into_question second-guess poke_holes
        skeptical sceptical dubious doubtful unconvinced
        cynical doubt_about question_about skepticism scepticism disbelief incredulity poke_holes_in dubious_about questionable
        cast_suspicion impugn questioning""",
    "uncommitted": """wonder speculate conjecture ponder contemplate weigh mull mull_over consider_running unaware unsure uncertain
        unclear unknown mystified puzzled speculation undecided torn split divided baffled in_the_dark curious discuss debate consideration
        forget ignorant perplexed ambivalent toy_with toy_with_the_idea confused bewildered mull_a_run look_into probe""",
    "denies": """downplay play_down reluctant unwilling loath hesitant opponent against anti disinclined uninterested
        unwillingness reluctance unenthusiastic in_opposition_to in_protest_at""",
    "asserts": """ask_for request solicit counter objection_that petition raise_the_issue_of dissent
        hit_back push_back beg_to_differ differ sue agree_to protest""",
}  # fmt: skip
"""Entries whose stance is not their act's."""

STANCE_NEGATED: dict[str, Stance] = {
    "believe": "denies",
    "intend": "denies",
    "praise": "denies",
    "voice_concern": "denies",
    "predict": "denies",
    "criticise": "denies",
    "acknowledge": "denies",
}
"""The stance under negation ("does not believe that"); `uncommitted` where an act is not listed ("did not say that")."""

STANCE_NEGATED_OF: dict[Stance, str] = {
    "uncommitted": """know understand realise recognise_that learn hear discover remember forget sense notice see find_out aware sure certain
        unaware unsure uncertain detect grasp witness watch surprised shocked stunned endorse praise thank congratulate hail laud applaud
        admit acknowledge concede apologise_for apologise confess admission predict forecast project concede
        criticise condemn denounce attack criticism condemnation seem appear familiar conscious mindful decide look clear foresee
        consider endorsement interpret known conclude apology""",
    "doubts": "convinced confident persuaded optimistic confidence trust faith be_convinced have_faith have_confidence",
    "asserts": "doubt doubt_that dispute question disagree contest quarrel quibble",
}  # fmt: skip

# ---------------------------------------------------------------------------------------------------- words that judge a thing

NAMING = frozenset(
    "call describe label term dub characterise depict portray paint refer_to cast_as frame_as brand label".split()
)
"""Verbs that only give a thing a name: the name decides whether they criticise or praise."""

HARSH = frozenset(
    """mistreatment interference liar lie lies lying disgrace disgraceful joke farce sham fraud fraudulent hoax coward cowardly racist racism sexist bigot bigoted fascist
    dictator tyrant thug crook crooked corrupt criminal criminals terrorist terrorists traitor treason betrayal unfit unqualified incompetent
    reckless dangerous irresponsible shameful shameless absurd ridiculous ludicrous preposterous nonsense rubbish garbage nonsensical
    unacceptable unconstitutional illegal unlawful illegitimate unjust unfair immoral inhumane barbaric brutal cruel heinous horrific
    horrible terrible awful appalling atrocious outrageous offensive repugnant repulsive despicable vile vicious evil disgusting
    pathetic weak foolish stupid idiot idiotic moron clown loser dishonest misleading false untrue baseless unfounded bogus phony
    phoney fake hypocrite hypocritical hypocrisy cynical losers liars clowns idiots fools cowards racists thugs crooks disaster disastrous catastrophe catastrophic failure failed mistake blunder wrong
    divisive extreme extremist radical bully unhinged insane crazy deranged scandal travesty abomination insult insulting demeaning
    aggression provocation provocative massacre crime crimes murder murderer murderers betrayed unpatriotic un-american puppet deplorable
    deplorables nasty slimy sleazy lazy worst toxic hateful rigged""".split()
)  # fmt: skip

KIND = frozenset(
    """hero heroes heroic great greatest brilliant brave courageous historic triumph triumphant success successful excellent outstanding
    extraordinary remarkable wonderful fantastic amazing terrific tremendous superb impressive inspiring inspirational visionary leader_of_vision
    honest honorable honourable decent landmark breakthrough victory welcome encouraging positive wise statesman genius best beautiful patriot
    dedicated fearless champion respected""".split()
)  # fmt: skip

# ---------------------------------------------------------------------------------------------------------------- inflections

IRREGULAR = {
    "say": "said says saying sez", "tell": "told tells telling", "write": "wrote written writes writing", "speak": "spoke spoken speaks speaking",
    "think": "thought thinks thinking", "know": "knew known knows knowing", "feel": "felt feels feeling", "see": "saw seen sees seeing",
    "find": "found finds finding", "show": "showed shown shows showing", "hold": "held holds holding", "mean": "meant means meaning",
    "forget": "forgot forgotten forgets forgetting", "understand": "understood understands understanding", "swear": "swore sworn swears swearing",
    "foresee": "foresaw foreseen foresees foreseeing", "foretell": "foretold foretells foretelling", "put": "put puts putting", "read": "read reads reading",
    "rethink": "rethought", "give": "gave given gives giving", "make": "made makes making", "take": "took taken takes taking", "go": "went gone goes going",
    "come": "came comes coming", "get": "got gotten gets getting", "keep": "kept keeps keeping", "do": "did done does doing", "have": "had has having",
    "be": "is are was were been being am 's 're", "become": "became becomes becoming", "begin": "began begun begins beginning",
    "bring": "brought brings bringing", "stand": "stood stands standing", "set": "set sets setting", "lay": "laid lays laying", "let": "let lets letting",
    "send": "sent sends sending", "draw": "drew drawn draws drawing", "throw": "threw thrown throws throwing", "tear": "tore torn tears tearing",
    "shoot": "shot shoots shooting", "hit": "hit hits hitting", "cast": "cast casts casting", "bet": "bet bets betting", "forecast": "forecast forecasts forecasted forecasting",
    "seek": "sought seeks seeking", "beseech": "besought beseeched beseeches beseeching", "forbid": "forbade forbidden forbids forbidding",
    "hear": "heard hears hearing", "leave": "left leaves leaving", "lead": "led leads leading", "run": "ran runs running", "fight": "fought fights fighting",
    "strike": "struck stricken strikes striking", "choose": "chose chosen chooses choosing", "sell": "sold sells selling", "spell": "spelled spelt spells spelling",
    "shed": "shed sheds shedding", "sing": "sang sung sings singing", "ring": "rang rung rings ringing", "learn": "learned learnt learns learning",
    "dig": "dug digs digging", "stick": "stuck sticks sticking", "bite": "bit bitten bites biting", "bind": "bound binds binding",
    "sweep": "swept sweeps sweeping", "fall": "fell fallen falls falling", "undertake": "undertook undertaken undertakes undertaking", "beg": "begged begs begging",
    "withhold": "withheld withholds withholding", "uphold": "upheld upholds upholding", "plead": "pleaded pled pleads pleading", "bid": "bid bids bidding bade",
    "buy": "bought buys buying", "stay": "stayed stays staying", "spend": "spent spends spending", "meet": "met meets meeting", "pay": "paid pays paying",
    "lean": "leaned leant leans leaning", "dream": "dreamed dreamt dreams dreaming", "break": "broke broken breaks breaking", "rebut": "rebutted rebuts rebutting",
    "shut": "shut shuts shutting", "strive": "strove striven strives striving", "weep": "wept weeps weeping", "forswear": "forswore forsworn forswears forswearing",
    "broadcast": "broadcast broadcasts broadcasting", "blow": "blew blown blows blowing", "overturn": "overturned overturns overturning", "spin": "spun spins spinning",
    "mistake": "mistook mistaken mistakes mistaking", "overrule": "overruled overrules overruling", "slay": "slew slain", "grow": "grew grown grows growing",
    "mishear": "misheard", "drive": "drove driven drives driving", "sue": "sued sues suing", "rue": "rued rues ruing", "die": "died dies dying",
    "undercut": "undercut undercuts undercutting", "underestimate": "underestimated underestimates underestimating", "dwell": "dwelt dwelled dwells dwelling",
    "inveigh": "inveighed inveighs inveighing", "slap": "slapped slaps slapping", "bar": "barred bars barring", "retweet": "retweeted retweets retweeting",
}  # fmt: skip

_VOWELS = "aeiou"


def inflect_verb(lemma: str) -> set[str]:
    """
    The forms of a verb, British and American; a form too many does no harm.

    >>> sorted(inflect_verb("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    if lemma in IRREGULAR:
        return {lemma, *IRREGULAR[lemma].split()}
    stems = {lemma}
    if lemma.endswith("ise"):
        stems.add(lemma[:-3] + "ize")
    if lemma.endswith("our"):
        stems.add(lemma[:-3] + "or")
    forms = set(stems)
    for stem in stems:
        forms |= _inflect_regular(stem)
    return forms


def _inflect_regular(stem: str) -> set[str]:
    if stem.endswith("e"):
        ing = stem + "ing" if stem.endswith(("ee", "oe", "ye")) else stem[:-1] + "ing"
        return {stem + "s", stem + "d", ing}
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return {stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"}
    if stem.endswith(("s", "x", "z", "ch", "sh", "o")):
        return {stem + "es", stem + "s", stem + "ed", stem + "ing"}
    forms = {stem + "s", stem + "ed", stem + "ing"}
    if stem[-1] not in "wxy" + _VOWELS and stem[-2] in _VOWELS and stem[-3:-2] not in _VOWELS:
        forms |= {stem + stem[-1] + "ed", stem + stem[-1] + "ing"}  # "admitted", "signalled"
    if stem.endswith("c"):
        forms |= {stem + "ked", stem + "king"}
    return forms


def inflect_noun(lemma: str) -> set[str]:
    """The singular and plural of a noun, in both spellings."""
    forms = set()
    for stem in {lemma, lemma.replace("isation", "ization"), re.sub("our$", "or", lemma)}:
        if stem.endswith("y") and stem[-2] not in _VOWELS:
            plural = stem[:-1] + "ies"
        elif stem.endswith("sis"):
            plural = stem[:-2] + "es"
        else:
            plural = stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")
        forms |= {stem, plural}
    return forms


# --------------------------------------------------------------------------------------------------------------------- index


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the lexicon knows: its words in plain form, the act, its stance affirmed and negated, and whether it gives way to others."""

    words: tuple[str, ...]
    part: PartOfSpeech
    act: str
    stance: Stance
    negated: Stance
    weak: bool = False

    @property
    def name(self) -> str:
        """The entry as a user reads it: "call for"."""
        return " ".join(self.words)


def _stances(key: str, act: str) -> tuple[Stance, Stance]:
    stance = next((stance for stance, keys in _STANCE_KEYS.items() if key in keys), STANCES.get(act, "asserts"))
    negated = next(
        (stance for stance, keys in _NEGATED_KEYS.items() if key in keys), STANCE_NEGATED.get(act, "uncommitted")
    )
    return stance, negated


_STANCE_KEYS = {stance: frozenset(words.split()) for stance, words in STANCE_OF.items()}
_NEGATED_KEYS = {stance: frozenset(words.split()) for stance, words in STANCE_NEGATED_OF.items()}
_WEAK_ACTS: dict[str, frozenset[str]] = {"verb": frozenset(LIGHT.split()), "noun": frozenset(TEXTS.split())}


def list_entries() -> Iterator[Entry]:
    """All entries, the strong ones first."""
    tables: tuple[tuple[PartOfSpeech, dict[str, str]], ...] = (
        ("verb", VERBS),
        ("adjective", ADJECTIVES),
        ("other", OTHERS),
        ("noun", NOUNS),
    )
    for part, table in tables:
        for act, words in table.items():
            for key in words.split():
                if key not in _WEAK_ACTS.get(part, ()):
                    yield Entry(tuple(key.split("_")), part, act, *_stances(key, act))
    weak: tuple[PartOfSpeech, ...] = ("verb", "noun")
    for part in weak:
        for key in sorted(_WEAK_ACTS[part]):
            act = "offer" if key == "offer" else "say"
            yield Entry(tuple(key.split("_")), part, act, *_stances(key, act), weak=True)


def _index_lemmas() -> dict[str, frozenset[str]]:
    lemmas: dict[str, set[str]] = {}
    verbs = (
        {key.split("_")[0] for words in VERBS.values() for key in words.split()}
        | {key.split("_")[0] for key in (LIGHT + " " + EMPTY).split()}
        | set(IRREGULAR)
    )
    verbs |= TRANSPARENT | DECLINING | OMITTING | {key.split("_")[0] for key in WITHHELD_PHRASES.split()}
    for verb in verbs:
        for form in inflect_verb(verb.split("_")[0]):
            lemmas.setdefault(form, set()).add(verb)
    nouns = {key.split("_")[-1] for words in (*NOUNS.values(), TEXTS) for key in words.split()}
    nouns |= {key.split("_")[0] for words in (*NOUNS.values(), TEXTS) for key in words.split()}
    for noun in nouns:
        for form in inflect_noun(noun):
            lemmas.setdefault(form, set()).add(noun)
    return {form: frozenset(known) for form, known in lemmas.items()}


LEMMAS = _index_lemmas()
"""For each form a text can have, the plain forms it may stand for: "reports" → report."""


def _index_entries() -> dict[str, tuple[Entry, ...]]:
    index: dict[str, list[Entry]] = {}
    for entry in list_entries():
        index.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry.words))) for word, entries in index.items()}


ENTRIES = _index_entries()
"""The entries by the plain form of their first word, the longest first."""

WITHHOLDING: frozenset[tuple[str, ...]] = frozenset(tuple(key.split("_")) for key in WITHHELD_PHRASES.split())
"""Words that withhold by themselves."""


def find_plain(word: str) -> frozenset[str]:
    """The word and the plain forms it may stand for. `word` is in lower case."""
    return LEMMAS.get(word, frozenset()) | {word}
