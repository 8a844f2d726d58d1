// Filter names that Wireshark 4.0 has (`tshark -G fields`) and Netloupe does not make, of protocols that it decodes otherwise: to tell a gap from a slip.
// A name that is made by now may stand here still: the field catalogue is asked first.
export const MISSING_FIELD_NAMES = `
arp.dst.atm_num_e164 arp.dst.atm_num_nsap arp.dst.atm_subaddr arp.dst.drarp_error_status arp.dst.hlen arp.dst.htype arp.dst.hw_ax25 arp.dst.pln arp.dst.slen
arp.dst.stype arp.packet-storm-detected arp.src.atm_afi arp.src.atm_afi.unknown arp.src.atm_data_country_code arp.src.atm_data_country_code_group
arp.src.atm_e.164_isdn arp.src.atm_e.164_isdn_group arp.src.atm_end_system_identifier arp.src.atm_high_order_dsp arp.src.atm_international_code_designator
arp.src.atm_international_code_designator_group arp.src.atm_num_e164 arp.src.atm_num_nsap arp.src.atm_rest_of_address arp.src.atm_selector arp.src.atm_subaddr
arp.src.hlen arp.src.htype arp.src.hw_ax25 arp.src.pln arp.src.slen arp.src.stype data.md5_hash data.text data.uncompressed.data data.uncompressed.len
eapol.keydes.body eapol.keydes.key eapol.keydes.key.generated_locally eapol.keydes.key_index eapol.keydes.key_index.number eapol.keydes.key_index.type
eapol.keydes.key_signature eth.addr.oui_resolved eth.dst.oui_resolved eth.src.oui_resolved frame.bblog frame.bblog.serial_nr frame.bblog.ticks frame.cb_copy
frame.cb_pen frame.coloring_rule.name frame.coloring_rule.string frame.comment.expert frame.drop_count frame.file_off frame.incomplete frame.interface_queue
frame.len_lt_caplen frame.link_nr frame.md5_hash frame.p2p_dir frame.packet_flags_crc_error frame.packet_flags_fcs_length frame.packet_flags_packet_too_error
frame.packet_flags_packet_too_short_error frame.packet_flags_preamble_error frame.packet_flags_reception_type frame.packet_flags_reserved
frame.packet_flags_start_frame_delimiter_error frame.packet_flags_symbol_error frame.packet_flags_unaligned_frame_error
frame.packet_flags_wrong_inter_frame_gap_error frame.packet_id frame.pcaplog.data frame.pcaplog.data_length frame.pcaplog.data_type frame.ref_time
frame.section_number frame.time_invalid frame.verdict frame.verdict.ebpf_tc frame.verdict.ebpf_xdp frame.verdict.hw frame.verdict.unknown geneve.option.flags
geneve.option.flags.reserved geneve.option.gcp.direction geneve.option.gcp.endpoint geneve.option.gcp.profile geneve.option.gcp.reserved geneve.option.gcp.vnid
geneve.option.type.critical geneve.reserved gre.3gpp2_attrib gre.3gpp2_attrib_id gre.3gpp2_attrib_length gre.3gpp2_di gre.3gpp2_fci gre.3gpp2_sdi
gre.ggp2_3gpp2_seg gre.ggp2_flow_disc gre.wccp.alternative_bucket gre.wccp.alternative_bucket_used gre.wccp.dynamic_service gre.wccp.primary_bucket
gre.wccp.redirect_header gre.wccp.redirect_header_valid gre.wccp.service_id http.authcitrix http.authcitrix.domain http.authcitrix.password
http.authcitrix.session http.authcitrix.user http.decompression_disabled http.decompression_failed http.http2_settings_uri http.next_request_in
http.next_response_in http.path_segment http.path_sub_segment http.prev_request_in http.prev_response_in http.proxy_connect_host http.proxy_connect_port
http.request_number http.response_for.uri http.response_number http.te_unknown http.tls_port icmp.int_info.ipunknown icmp.reserved igmp.access_key
igmp.group_type igmp.identifier igmp.mtrace.max_hops igmp.mtrace.q_arrival igmp.mtrace.q_fwd_code igmp.mtrace.q_fwd_ttl igmp.mtrace.q_id igmp.mtrace.q_inaddr
igmp.mtrace.q_inpkt igmp.mtrace.q_mbz igmp.mtrace.q_outaddr igmp.mtrace.q_outpkt igmp.mtrace.q_prevrtr igmp.mtrace.q_rtg_proto igmp.mtrace.q_s
igmp.mtrace.q_src_mask igmp.mtrace.q_total igmp.mtrace.raddr igmp.mtrace.resp_ttl igmp.mtrace.rspaddr igmp.mtrace.saddr igmp.reply igmp.reply.pending
ip.cipso.malformed ip.cur_rt_host ip.empty_rt_host ip.evil_packet ip.flags.sf ip.geoip.asnum ip.geoip.city ip.geoip.country ip.geoip.country_iso
ip.geoip.dst_asnum ip.geoip.dst_city ip.geoip.dst_country ip.geoip.dst_country_iso ip.geoip.dst_lat ip.geoip.dst_lon ip.geoip.dst_org ip.geoip.dst_summary
ip.geoip.lat ip.geoip.lon ip.geoip.org ip.geoip.src_asnum ip.geoip.src_city ip.geoip.src_country ip.geoip.src_country_iso ip.geoip.src_lat ip.geoip.src_lon
ip.geoip.src_org ip.geoip.src_summary ip.opt.padding ip.opt.qs_ttl_diff ip.opt.sec_prot_auth_unassigned ip.rec_rt_host ip.src_rt_host ip.subopt_too_long ip.tos
ip.tos.cost ip.tos.delay ip.tos.precedence ip.tos.reliability ip.tos.throughput ipv6.dst_addr.not_multicast ipv6.dst_embed_ipv4 ipv6.embed_ipv4
ipv6.embed_ipv4.u.nonzero ipv6.embed_ipv4_prefix ipv6.embed_ipv4_suffix ipv6.embed_ipv4_u ipv6.geoip.asnum ipv6.geoip.city ipv6.geoip.country
ipv6.geoip.country_iso ipv6.geoip.dst_asnum ipv6.geoip.dst_city ipv6.geoip.dst_country ipv6.geoip.dst_country_iso ipv6.geoip.dst_lat ipv6.geoip.dst_lon
ipv6.geoip.dst_org ipv6.geoip.dst_summary ipv6.geoip.lat ipv6.geoip.lon ipv6.geoip.org ipv6.geoip.src_asnum ipv6.geoip.src_city ipv6.geoip.src_country
ipv6.geoip.src_country_iso ipv6.geoip.src_lat ipv6.geoip.src_lon ipv6.geoip.src_org ipv6.geoip.src_summary ipv6.hopopts.not_first ipv6.opt.deprecated
ipv6.opt.dff.flag.dup ipv6.opt.dff.flag.ret ipv6.opt.dff.flag.rsv ipv6.opt.dff.flag.ver ipv6.opt.header_mismatch ipv6.opt.ioam.opt_type ipv6.opt.ioam.rsv
ipv6.opt.ioam.trace.flag.a ipv6.opt.ioam.trace.flag.l ipv6.opt.ioam.trace.flag.o ipv6.opt.ioam.trace.flag.rsv ipv6.opt.ioam.trace.flags
ipv6.opt.ioam.trace.free_space ipv6.opt.ioam.trace.invalid_nodelen ipv6.opt.ioam.trace.invalid_remlen ipv6.opt.ioam.trace.invalid_type
ipv6.opt.ioam.trace.node.bufoccup ipv6.opt.ioam.trace.node.csum ipv6.opt.ioam.trace.node.eif ipv6.opt.ioam.trace.node.eif_wide ipv6.opt.ioam.trace.node.hlim
ipv6.opt.ioam.trace.node.id ipv6.opt.ioam.trace.node.id_wide ipv6.opt.ioam.trace.node.iif ipv6.opt.ioam.trace.node.iif_wide ipv6.opt.ioam.trace.node.nsdata
ipv6.opt.ioam.trace.node.nsdata_wide ipv6.opt.ioam.trace.node.oss.data ipv6.opt.ioam.trace.node.oss.len ipv6.opt.ioam.trace.node.oss.scid
ipv6.opt.ioam.trace.node.qdepth ipv6.opt.ioam.trace.node.trdelay ipv6.opt.ioam.trace.node.tsf ipv6.opt.ioam.trace.node.tss ipv6.opt.ioam.trace.node.undefined
ipv6.opt.ioam.trace.nodelen ipv6.opt.ioam.trace.ns ipv6.opt.ioam.trace.remlen ipv6.opt.ioam.trace.rsv ipv6.opt.ioam.trace.type ipv6.opt.ioam.trace.type.bit0
ipv6.opt.ioam.trace.type.bit1 ipv6.opt.ioam.trace.type.bit10 ipv6.opt.ioam.trace.type.bit11 ipv6.opt.ioam.trace.type.bit2 ipv6.opt.ioam.trace.type.bit22
ipv6.opt.ioam.trace.type.bit3 ipv6.opt.ioam.trace.type.bit4 ipv6.opt.ioam.trace.type.bit5 ipv6.opt.ioam.trace.type.bit6 ipv6.opt.ioam.trace.type.bit7
ipv6.opt.ioam.trace.type.bit8 ipv6.opt.ioam.trace.type.bit9 ipv6.opt.ioam.trace.type.rsv ipv6.opt.ioam.trace.type.undef ipv6.opt.jumbo.fragment
ipv6.opt.jumbo.missing ipv6.opt.mpl.flag.m ipv6.opt.mpl.flag.rsv ipv6.opt.mpl.flag.s ipv6.opt.mpl.flag.v ipv6.opt.mpl.ipv6_src_seed_id ipv6.opt.qs_ttl_diff
ipv6.opt.smf_dpd.hash_bit ipv6.opt.smf_dpd.hav ipv6.opt.smf_dpd.ident ipv6.opt.smf_dpd.tagger_id ipv6.opt.smf_dpd.tid_len ipv6.opt.smf_dpd.tid_type
ipv6.opt.tpf_information ipv6.opt_unknown_data ipv6.routing.crh16.current_sid ipv6.routing.crh16.sid ipv6.routing.crh32.current_sid ipv6.routing.crh32.sid
ipv6.routing.rpl.addr_count_ge0 ipv6.routing.rpl.cmprI_cmprE_pad ipv6.routing.rpl.reserved_not0 ipv6.src_embed_ipv4 ipv6.src_route_list.dst_addr
ipv6.src_route_list.mult_inst_same_addr ipv6.src_route_list.multicast_addr ipv6.src_route_list.src_addr llc.apple_awdl_pid llc.cimetrics_pid llc.extreme_pid
llc.force10_pid llc.foundry_pid llc.hpteam_pid llc.wlccp_pid ntp.key_index ntp.key_signature ntp.key_type ntp.priv.config.flags ntp.priv.mode7.action
ntp.priv.mode7.alarms ntp.priv.mode7.allocations ntp.priv.mode7.associd ntp.priv.mode7.async_messages ntp.priv.mode7.authdelay ntp.priv.mode7.bad_offset
ntp.priv.mode7.bad_packets ntp.priv.mode7.bad_version ntp.priv.mode7.badauth ntp.priv.mode7.baddata ntp.priv.mode7.badformat ntp.priv.mode7.badlength
ntp.priv.mode7.badop ntp.priv.mode7.bcast ntp.priv.mode7.bcast6 ntp.priv.mode7.bdelay ntp.priv.mode7.bogusorg ntp.priv.mode7.candidate
ntp.priv.mode7.clock_flags ntp.priv.mode7.config.flags.authenable ntp.priv.mode7.config.flags.burst ntp.priv.mode7.config.flags.iburst
ntp.priv.mode7.config.flags.no_select ntp.priv.mode7.config.flags.prefer ntp.priv.mode7.config.flags.skey ntp.priv.mode7.count ntp.priv.mode7.currentstatus
ntp.priv.mode7.data_too_short ntp.priv.mode7.demobilizations ntp.priv.mode7.denied ntp.priv.mode7.dropped ntp.priv.mode7.errors ntp.priv.mode7.estbdelay
ntp.priv.mode7.family ntp.priv.mode7.filtdelay ntp.priv.mode7.filtoffset ntp.priv.mode7.findpeer_calls ntp.priv.mode7.flash ntp.priv.mode7.flash2
ntp.priv.mode7.fragments ntp.priv.mode7.freemem ntp.priv.mode7.freerecvbufs ntp.priv.mode7.fudgetime ntp.priv.mode7.fudgetime1 ntp.priv.mode7.fudgetime2
ntp.priv.mode7.fudgeval1 ntp.priv.mode7.fudgeval2 ntp.priv.mode7.fudgeval_flags ntp.priv.mode7.fullrecvbufs ntp.priv.mode7.hashcount ntp.priv.mode7.ifindex
ntp.priv.mode7.ifnum ntp.priv.mode7.ignore_pkts ntp.priv.mode7.ignored ntp.priv.mode7.input_errors ntp.priv.mode7.input_fragments ntp.priv.mode7.input_responses
ntp.priv.mode7.int_flags ntp.priv.mode7.int_name ntp.priv.mode7.int_received ntp.priv.mode7.interrupts ntp.priv.mode7.ippeerlimit ntp.priv.mode7.key
ntp.priv.mode7.key_file ntp.priv.mode7.lamport ntp.priv.mode7.last_ttl ntp.priv.mode7.lastevent ntp.priv.mode7.leap ntp.priv.mode7.limitrejected
ntp.priv.mode7.local_address ntp.priv.mode7.local_address6 ntp.priv.mode7.lowwater ntp.priv.mode7.mask ntp.priv.mode7.mask6 ntp.priv.mode7.maxpoll
ntp.priv.mode7.mflags ntp.priv.mode7.minpoll ntp.priv.mode7.newversion ntp.priv.mode7.noresponse ntp.priv.mode7.notsent ntp.priv.mode7.ntimes
ntp.priv.mode7.num_mcast ntp.priv.mode7.nvalues ntp.priv.mode7.oldpkt ntp.priv.mode7.oldversion ntp.priv.mode7.order ntp.priv.mode7.origtime
ntp.priv.mode7.overflows ntp.priv.mode7.peercnt ntp.priv.mode7.pkeyid ntp.priv.mode7.pmode ntp.priv.mode7.poll ntp.priv.mode7.polls ntp.priv.mode7.processed
ntp.priv.mode7.received ntp.priv.mode7.requests ntp.priv.mode7.reset_stats.flags ntp.priv.mode7.reset_stats.flags.allpeers ntp.priv.mode7.reset_stats.flags.auth
ntp.priv.mode7.reset_stats.flags.ctl ntp.priv.mode7.reset_stats.flags.io ntp.priv.mode7.reset_stats.flags.mem ntp.priv.mode7.reset_stats.flags.sys
ntp.priv.mode7.reset_stats.flags.timer ntp.priv.mode7.resets ntp.priv.mode7.responses ntp.priv.mode7.restrict_flags ntp.priv.mode7.rflags ntp.priv.mode7.scopeid
ntp.priv.mode7.selbroken ntp.priv.mode7.seldisp ntp.priv.mode7.selectdis ntp.priv.mode7.sent ntp.priv.mode7.sequence ntp.priv.mode7.settime
ntp.priv.mode7.stability ntp.priv.mode7.stimes ntp.priv.mode7.svalues ntp.priv.mode7.sys.flags ntp.priv.mode7.sys.flags.auth ntp.priv.mode7.sys.flags.bclient
ntp.priv.mode7.sys.flags.cal ntp.priv.mode7.sys.flags.filegen ntp.priv.mode7.sys.flags.kernel ntp.priv.mode7.sys.flags.monitor ntp.priv.mode7.sys.flags.ntp
ntp.priv.mode7.sys.flags.pps ntp.priv.mode7.sys.flags8 ntp.priv.mode7.timer ntp.priv.mode7.timereachable ntp.priv.mode7.timereceived ntp.priv.mode7.times
ntp.priv.mode7.timestarted ntp.priv.mode7.timetosend ntp.priv.mode7.timeup ntp.priv.mode7.too_short ntp.priv.mode7.totalmem ntp.priv.mode7.totalrecvbufs
ntp.priv.mode7.trap_address ntp.priv.mode7.trap_address6 ntp.priv.mode7.trap_port ntp.priv.mode7.tsrounding ntp.priv.mode7.ttl ntp.priv.mode7.type
ntp.priv.mode7.unreach ntp.priv.mode7.uptime ntp.priv.mode7.values ntp.priv.mode7.version ntp.priv.mode7.which ntp.priv.mode7.xmtcalls ntp.priv.traps.flags
ntp.priv.tstamp ppp.bad_checksum ppp.direction ppp.fcs.status ppp.fcs_16 ppp.fcs_32 ppp.kind ppp.magic_number ppp.opt.len.invalid ppp.oui pppoes.tags
pppoes.tags.credits.bcn pppoes.tags.credits.fcn tcp.analysis tcp.analysis.ack_lost_segment tcp.analysis.ack_rtt tcp.analysis.acks_frame
tcp.analysis.bytes_in_flight tcp.analysis.duplicate_ack tcp.analysis.duplicate_ack_frame tcp.analysis.duplicate_ack_num tcp.analysis.fast_retransmission
tcp.analysis.flags tcp.analysis.initial_rtt tcp.analysis.keep_alive tcp.analysis.keep_alive_ack tcp.analysis.lost_segment tcp.analysis.out_of_order
tcp.analysis.push_bytes_sent tcp.analysis.retransmission tcp.analysis.reused_ports tcp.analysis.rto tcp.analysis.rto_frame tcp.analysis.spurious_retransmission
tcp.analysis.tfo_ack tcp.analysis.tfo_ignored tcp.analysis.tfo_syn tcp.analysis.window_full tcp.analysis.window_update tcp.analysis.zero_window
tcp.analysis.zero_window_probe tcp.analysis.zero_window_probe_ack tcp.checksum.ffff tcp.checksum_bad.expert tcp.completeness tcp.connection.fin_active
tcp.connection.fin_passive tcp.continuation_to tcp.fin_retransmission tcp.flags.ace tcp.options.rvbd.probe.client.ip tcp.options.rvbd.probe.flags.probe
tcp.options.rvbd.probe.flags.server tcp.options.rvbd.probe.flags.ssl tcp.options.rvbd.probe.storeid tcp.options.rvbd.trpy.client.port
tcp.options.scps.binding.data tcp.options.scps.binding.id tcp.options.scps.binding.len tcp.options.snack.le tcp.options.snack.re tcp.options.snack.sequence
tcp.options.tar.reserved tcp.options.tarr.rate tcp.options.timestamp.tsval.syncookie.ecn tcp.options.timestamp.tsval.syncookie.sack
tcp.options.timestamp.tsval.syncookie.timestamp tcp.options.timestamp.tsval.syncookie.wscale tcp.pdu.last_frame tcp.pdu.size tcp.pdu.time tcp.proc.dstcmd
tcp.proc.dstpid tcp.proc.dstuid tcp.proc.dstuname tcp.proc.srccmd tcp.proc.srcpid tcp.proc.srcuid tcp.proc.srcuname tcp.reassembled.data tcp.reassembled.length
tcp.reassembled_in tcp.segment tcp.segment.count tcp.segment.error tcp.segment.multipletails tcp.segment.overlap tcp.segment.overlap.conflict
tcp.segment.toolongfragment tcp.segment_data tcp.segments tcp.suboption_malformed tcp.syncookie.hash tcp.syncookie.mss tcp.syncookie.time tls.connection_id
tls.connection_id_length tls.decompression_error tls.esni.encrypted_sni tls.esni.encrypted_sni_length tls.esni.nonce tls.esni.record_digest
tls.esni.record_digest_length tls.esni.suite tls.extension.oid_filters.oid_length tls.extension.oid_filters.values_length tls.handshake.cert_url.padding
tls.handshake.cert_url.sha1 tls.handshake.cert_url.url tls.handshake.cert_url.url_hash tls.handshake.cert_url.url_hash_len tls.handshake.cert_url.url_len
tls.handshake.cert_url_type tls.handshake.clear_key_data tls.handshake.clear_key_length tls.handshake.connection_id tls.handshake.connection_id_length
tls.handshake.cred.pubkey tls.handshake.cred.pubkey_len tls.handshake.cred.signature tls.handshake.cred.signature_len tls.handshake.cred.valid_time
tls.handshake.dnames_truncated tls.handshake.encrypted_key tls.handshake.encrypted_key_length tls.handshake.fragment tls.handshake.fragment.count
tls.handshake.fragments tls.handshake.key_arg tls.handshake.key_arg_length tls.handshake.md5_hash tls.handshake.npn_padding tls.handshake.npn_padding_len
tls.handshake.npn_selected_protocol tls.handshake.npn_selected_protocol_len tls.handshake.ocsp_response_list_len tls.handshake.rc tls.handshake.rc_len
tls.handshake.reassembled_in tls.handshake.rs tls.handshake.rs_len tls.handshake.session_id_hit tls.handshake.sha_hash tls.handshake.status_request.undecoded
tls.handshake.vc tls.handshake.vc_len tls.handshake.vs tls.handshake.vs_len tls.handshake.xc tls.handshake.xc_len tls.handshake.xs tls.handshake.xs_len
tls.heartbeat_message.payload_length.invalid tls.quic.len tls.quic.parameter tls.quic.parameter.ack_delay_exponent tls.quic.parameter.active_connection_id_limit
tls.quic.parameter.cibir_encoding.length tls.quic.parameter.cibir_encoding.offset tls.quic.parameter.enable_time_stamp_v2
tls.quic.parameter.facebook.partial_reliability tls.quic.parameter.google.connection_options tls.quic.parameter.google.initial_rtt
tls.quic.parameter.google.key_update_not_yet_supported tls.quic.parameter.google.quic_params tls.quic.parameter.google.quic_params_unknown_field
tls.quic.parameter.google.quic_version tls.quic.parameter.google.support_handshake_done tls.quic.parameter.google.supported_version
tls.quic.parameter.google.supported_versions_length tls.quic.parameter.google.user_agent tls.quic.parameter.initial_max_data
tls.quic.parameter.initial_max_stream_data_bidi_local tls.quic.parameter.initial_max_stream_data_bidi_remote tls.quic.parameter.initial_max_stream_data_uni
tls.quic.parameter.initial_max_streams_bidi tls.quic.parameter.initial_max_streams_uni tls.quic.parameter.initial_source_connection_id
tls.quic.parameter.lengt.old tls.quic.parameter.length tls.quic.parameter.loss_bits tls.quic.parameter.max_ack_delay tls.quic.parameter.max_datagram_frame_size
tls.quic.parameter.max_idle_timeout tls.quic.parameter.max_udp_payload_size tls.quic.parameter.min_ack_delay
tls.quic.parameter.original_destination_connection_id tls.quic.parameter.preferred_address.connectionid tls.quic.parameter.preferred_address.connectionid.length
tls.quic.parameter.preferred_address.ipv4address tls.quic.parameter.preferred_address.ipv4port tls.quic.parameter.preferred_address.ipv6address
tls.quic.parameter.preferred_address.ipv6port tls.quic.parameter.preferred_address.statelessresettoken tls.quic.parameter.retry_source_connection_id
tls.quic.parameter.stateless_reset_token tls.quic.parameter.type tls.quic.parameter.value tls.quic.parameter.vi.chosen_version
tls.quic.parameter.vi.other_version tls.reassembled.data tls.reassembled.length tls.reassembled_in tls.record.is_escape tls.record.padding_length tls.segment
tls.segment.count tls.segment.data tls.segment.error tls.segment.multipletails tls.segment.overlap tls.segment.overlap.conflict tls.segment.toolongfragment
tls.segments tls.unexpected_message udp.checksum_coverage udp.pdu.size udp.proc.dstcmd udp.proc.dstpid udp.proc.dstuid udp.proc.dstuname udp.proc.srccmd
udp.proc.srcpid udp.proc.srcuid udp.proc.srcuname vlan.cfi vlan.id_name vlan.too_many_tags
`;
