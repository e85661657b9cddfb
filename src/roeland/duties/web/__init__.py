"""The pages of this room: Vandaag, Controleplan, terugkerende taken, taken en klokken."""
