from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "intramural.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from intramural.home import places
        from intramural.home.pages import changing
        from intramural.posts import minding
        from intramural.ui import shell

        shell.offer(places.main, order=10)
        shell.offer(places.my_spaces, order=20)
        shell.offer(places.my_topics, order=30)
        shell.tell_of_spaces(places.new_in)
        minding.add(before=changing.before, after=changing.after)
