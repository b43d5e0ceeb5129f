using IxpSvnic.Firmware.Tests.Bench;

namespace IxpSvnic.Firmware.Tests.Mutants;

/// <summary>Mistakes one could make in the firmware. The original text occurs once in its file.</summary>
internal static class MutantTable
{
    private const string Nothing = "nop";

    public static IReadOnlyList<Mutant> Rows { get; } =
    [
        // Receive
        new("rx.uc", "alu[length, length, -, 4]", "alu[length, length, -, 0]",
            () => new StripsTheFcs().The_length_in_the_slot_is_that_of_the_wire_less_four(61)),
        new("rx.uc", "local_csr_wr[same_me_signal, (&tail << 3)]", Nothing, InOrder),
        new("rx.uc", "alu[*l$index0[1], --, B, total]", Nothing, InOrder),
        new("rx.uc", "alu_shf[indirect, indirect, OR, element, <<11]", Nothing, InOrder),
        new("rx.uc", "br_inp_state[scr_ring1_status, ring_full#]", Nothing,
            () => new DropsWhenTheRingsAreFull()
                .The_shortest_frames_at_line_rate_arrive_as_a_subsequence_and_every_missing_one_is_counted()),
        new("rx.uc", "beq[no_buffer#]", Nothing,
            () => new SurvivesAnEmptyFreeList().Frames_are_dropped_until_buffers_come_back()),
        new("rx.uc", "blo[oversize#]", Nothing, TooLong),
        new("rx.uc", "blo[too_long#]", Nothing,
            () => new DropsWhatNoSlotHolds()
                .A_frame_longer_than_its_buffer_does_not_reach_into_those_that_wait_behind_it()),

        // Demultiplex
        new("demux.uc", "beq[known#]", "br[known#]",
            () => new FollowsTheChainOfABucket()
                .A_stranger_in_the_bucket_of_a_vif_with_the_same_first_bytes_stays_a_stranger()),
        new("demux.uc", "alu[address, --, B, $mac3]", "alu[address, --, B, 0]",
            () => new FollowsTheChainOfABucket().Every_one_of_64_vifs_is_found_and_strangers_are_not()),
        new("demux.uc", "alu[--, vif_port, -, port]\n        bne[unknown#]", Nothing,
            () => new DropsUnknownUnicastAndCountsIt().An_address_of_another_port_is_unknown_here()),
        new("demux.uc", "bne[unknown#]\n        br_bclr[flags, VIF_ENABLED, vif_gone#]", "bne[unknown#]",
            () => new ForgetsADisabledVif().What_comes_for_it_is_dropped_and_counted()),
        new("demux.uc", "bne[spoofed#]\n        br_bclr[flags, VIF_ENABLED, vif_gone#]", "bne[spoofed#]",
            () => new ForgetsADisabledVif().What_it_sends_is_dropped_and_its_slots_come_back()),
        new("demux.uc", "alu[--, sa_hi, -, $vcb0]\n        bne[spoofed#]", Nothing,
            () => new RefusesAForeignSourceMac()
                .A_source_that_differs_in_one_bit_is_dropped_and_counted(0x8000_0000_0000)),
        new("demux.uc", "alu_shf[--, --, B, sa_lo, >>16]\n        bne[spoofed#]", Nothing,
            () => new RefusesAForeignSourceMac().A_source_that_differs_in_one_bit_is_dropped_and_counted(1)),
        new("demux.uc", "br_bset[da_hi, 24, group#]", Nothing, Broadcast),
        new("demux.uc", "alu[lo, lo, AND~, one]", Nothing,
            () => new HandsGroupFramesOfAGuestToWireAndVifs().Everyone_but_the_sender_gets_it(0)),
        new("demux.uc", "alu[hi, hi, AND~, one]", Nothing,
            () => new HandsGroupFramesOfAGuestToWireAndVifs().Everyone_but_the_sender_gets_it(39)),
        new("demux.uc", "alu[vif, bit, +, 32]", "alu[vif, --, B, bit]", Broadcast),
        new("demux.uc", "alu[$word, --, B, copies]", "alu[$word, copies, +, 1]", BuffersComeBack),
        new("demux.uc", "alu[$word, --, B, copies]", "alu[$word, --, B, 1]",
            () => new ReplicatesBroadcastToEveryVifOfThePort().The_buffer_is_not_used_again_before_its_last_copy_is_out()),
        new("demux.uc", "blo[policed#]", Nothing,
            () => new PolicesWhatAGuestSends().A_burst_passes_and_the_rest_of_it_is_dropped()),
        new("demux.uc", "bhs[filled#]", "br[filled#]",
            () => new PolicesWhatAGuestSends().A_rest_of_any_length_fills_the_bucket_no_higher_than_the_burst()),
        new("demux.uc", "alu[*l$index0[0], --, B, now]", Nothing,
            () => new PolicesWhatAGuestSends().A_steady_sender_gets_its_rate(4_000, 75)),
        new("demux.uc", "br_bclr[$word, 0, to_wire_only#]", Nothing,
            () => new SwitchesBetweenVifsOnTheDevice().With_the_switch_off_everything_a_guest_sends_goes_to_the_wire()),
        new("demux.uc", "alu[lo, lo, AND, $vcb0]", Nothing,
            () => new DeliversUnknownUnicastToThePromiscuousVif().It_takes_only_what_comes_in_on_its_own_port()),
        new("demux.uc", "count(address, CNT_UNKNOWN_MAC)", Nothing,
            () => new DropsUnknownUnicastAndCountsIt().A_stranger_is_dropped_and_counted()),
        new("demux.uc", "alu[--, vif, -, source]\n    beq[to_wire_only#]", Nothing,
            () => new SwitchesBetweenVifsOnTheDevice().A_frame_to_oneself_goes_to_the_wire()),

        new("demux.uc", "br_bset[index, MAC_GONE, vif_gone#]", Nothing,
            () => new ServesVifsThatComeAndGo().An_address_that_was_a_vifs_is_told_from_a_stranger()),

        // VIFs that come and go
        new("from_host.uc", "bne[other_vifs#]", Nothing,
            () => new ServesVifsThatComeAndGo()
                .What_a_vif_queues_while_it_is_not_served_waits_and_leaves_in_order()),
        new("to_host.uc", "immed[copies, FENCE_COPIES]", Nothing, () => new PassesAFence().Every_finisher_says_its_number(21)),
        new("to_host.uc", "sram[read, $prod, vcb, VCB_RQ_PROD, 1], ctx_swap[words_read]", Nothing,
            () => new PassesAFence().It_takes_the_producer_index_from_the_control_block()),
        new("from_host.uc", "alu[--, number, -, first]\n        bne[no_fence#]", "br[no_fence#]",
            () => new PassesAFence().Every_finisher_says_its_number(0)),

        // To the host
        new("to_host.uc", "ctx_arb[pci_done, dma_done, index_out, mirrored]", "ctx_arb[pci_done, index_out, mirrored]",
            () => new WritesTheIndexAfterThePayload()
                .At_no_instant_does_the_index_promise_a_message_that_is_not_there()),
        new("to_host.uc", "br_bset[$status, 3, dma_error#]", Nothing,
            () => new SurvivesAFailedDelivery().Nobody_answers_the_address_and_the_slot_is_used_by_the_next_frame()),
        new("to_host.uc", "alu[slot, prod, AND, (SLOT_COUNT - 1)]", "alu[slot, prod, AND, (SLOT_COUNT - 2)]", InOrder),
        new("to_host.uc", "bhs[no_slot#]", Nothing,
            () => new DropsWhenTheGuestHasNoSlot().The_ring_fills_and_the_rest_is_dropped_and_counted()),
        new("to_host.uc", "br_bset[$$masks0, 1, masked#]", Nothing,
            () => new DoesNotSignalAMaskedGuest().A_polling_guest_gets_its_frames_and_no_signal()),
        new("to_host.uc", "alu[bit, vif, AND, 7]", "alu[bit, vif, AND, 3]",
            () => new SignalsAfterTheIndex().The_bits_of_the_identifier_are_given_round_robin(6, 0x40)),
        new("to_host.uc", "count(counters, CNT_COPIES)", Nothing,
            () => new CountsInSram().Every_copy_of_a_group_frame_is_counted_where_it_arrives()),

        // From the host
        new("from_host.uc", "alu[--, value, -, 14]", "alu[--, value, -, 1]",
            () => new RejectsABadLength().The_slot_is_dropped_counted_and_given_back(13)),
        new("from_host.uc", "sram[incr, --, done_table, counters]", Nothing,
            () => new RejectsABadLength().The_slot_is_dropped_counted_and_given_back(0)),
        new("from_host.uc", "bhs[impossible_index#]", Nothing,
            () => new RejectsAnImpossibleIndex().Nothing_is_fetched_the_guest_is_counted_and_others_go_on(65)),
        new("from_host.uc", "alu[--, count_left, -, (SLOT_COUNT + 1)]", "alu[--, count_left, -, SLOT_COUNT]",
            () => new RejectsAnImpossibleIndex().A_full_ring_is_possible()),
        new("from_host.uc", "br_bset[$$masks0, 0, look_for_more#]", "br[look_for_more#]",
            () => new WakesAGuestThatWaitsForRoom()
                .Several_queues_full_leave_without_the_guest_looking_by_itself()),
        new("from_host.uc", "#define BATCH_SHIFT     3", "#define BATCH_SHIFT     5",
            () => new FetchesRoundRobin().No_guest_gets_far_ahead_of_another()),

        new("from_host.uc", "alu[$depth0, $$shared0, -, done]", Nothing,
            () => new CountsInSram().The_depth_of_a_send_queue_and_the_deepest_it_was()),
        new("to_host.uc", "alu[*l$index0[DEPTH], used, +, 1]", Nothing,
            () => new CountsInSram().The_depth_of_a_receive_queue_and_the_deepest_it_was()),

        // Schedule and transmit
        new("sched.uc", "alu[@waiting_hi, @waiting_hi, AND~, one]", Nothing, SixtyFour),
        new("sched.uc", "alu[vif, vif, +, 32]", Nothing, SixtyFour),
        new("sched.uc", "bgt[next_of_vif#]", Nothing, ByWeight),
        new("sched.uc", "bgt[next_of_vif#]", "br[next_of_vif#]", ByWeight),
        new("tx.uc", "alu_shf[control, control, OR, 1, <<CONTROL_EOP]", Nothing, ToTheWire),
        new("tx.uc", "alu[address, address, +, ELEMENT_BYTES]", Nothing, ToTheWire),
        new("tx.uc", "alu_shf[control, port, OR, bytes, <<24]", "alu_shf[control, --, B, bytes, <<24]",
            () => new HandlesThreePorts().Frames_come_and_go_on_the_port_of_their_vif()),
        new("lib/svnic.uc", "bne[finished#]", Nothing, BuffersComeBack),
    ];

    private static void InOrder() =>
        new ReceivesInOrder().Back_to_back_frames_of_every_length_arrive_in_the_order_of_the_wire();

    private static void TooLong() =>
        new DropsWhatNoSlotHolds().Frames_longer_than_a_slot_are_dropped_and_their_neighbours_are_whole();

    private static void Broadcast() =>
        new ReplicatesBroadcastToEveryVifOfThePort().A_group_frame_arrives_once_at_every_vif_of_its_port(
            TestFrame.Broadcast);

    private static void BuffersComeBack() =>
        new ReplicatesBroadcastToEveryVifOfThePort().The_buffer_comes_back_once_however_many_copies_there_were();

    private static void SixtyFour() => new Serves64Vifs().Each_of_them_receives_and_sends();

    private static void ByWeight() => new SharesTheWireByWeight().A_vif_of_weight_3_has_three_frames_to_a_turn();

    private static void ToTheWire() =>
        new SwitchesBetweenVifsOnTheDevice().An_address_that_nobody_here_has_goes_to_the_wire();
}
