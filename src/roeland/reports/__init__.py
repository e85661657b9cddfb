"""Reports: questions to the rooms below, told to the council, never typed twice.

Words it owns: report (verslag), figure (cijfer), freezing (bevriezen), public part (openbaar deel), confidential annex
(vertrouwelijke bijlage). A figure is a named, versioned query; a frozen report keeps what it gave and the bytes it printed.
"""
